// SPDX-License-Identifier: Apache-2.0
package io.soribit.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.MessageBus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lamp that is not there, speaking its maker's protocol: for the demonstration, and for tests of
 * whatever speaks to such lamps. Thread-safe.
 */
public abstract class VirtualDevice implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VirtualDevice.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What is seen of a lamp. */
    public record Light(boolean on, int brightness, String colour) {}

    /** Runs tasks later, one at a time. */
    @FunctionalInterface
    public interface Later {
        void after(Duration delay, Runnable task);
    }

    private final MessageBus bus;
    private final Later later;
    private final List<MessageBus.Subscription> subscriptions = new ArrayList<>();
    private volatile Consumer<Light> watcher = light -> {};
    private Light light;
    private int commands;
    private long promise;
    private boolean byItself;

    VirtualDevice(MessageBus bus, Later later, Light light) {
        this.bus = bus;
        this.later = later;
        this.light = light;
    }

    /** Calls back after each change, by a person or by a message. */
    public void watch(Consumer<Light> someone) {
        watcher = someone;
    }

    /** As it shines now. */
    public synchronized Light light() {
        return light;
    }

    /** Whether it changes by its own timer. */
    public synchronized boolean isByItself() {
        return byItself;
    }

    /** How many messages it received. */
    public synchronized int commands() {
        return commands;
    }

    /** A person changes it, by its switch or its app; it reports so. */
    public synchronized void person(Light target) {
        promise++;
        shine(target);
        reportState();
    }

    /** Publishes its state, as it does when it has changed. */
    abstract void reportState();

    /** Takes a message. */
    abstract void onMessage(String topic, String payload);

    @Override
    public void close() {
        subscriptions.forEach(MessageBus.Subscription::close);
    }

    final void listen(String filter) {
        subscriptions.add(
                bus.subscribe(
                        filter,
                        (topic, payload, retained) -> {
                            synchronized (this) {
                                commands++;
                                onMessage(topic, new String(payload, StandardCharsets.UTF_8));
                            }
                        }));
    }

    final void shine(Light now) {
        light = now;
        watcher.accept(now);
    }

    /** Does something later, unless something else is promised or {@link #forget called off}. */
    final void promise(Duration delay, Runnable task) {
        long mine = ++promise;
        later.after(
                delay,
                () -> {
                    synchronized (this) {
                        if (mine == promise) {
                            byItself = true;
                            task.run();
                            byItself = false;
                        }
                    }
                });
    }

    final void forget() {
        promise++;
    }

    final void publish(String topic, String payload, boolean retained) {
        bus.publish(topic, payload, 1, retained);
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** The object in a message; an empty one if it is something else. */
    static JsonNode read(String topic, String payload) {
        try {
            return JSON.readTree(payload);
        } catch (JsonProcessingException e) {
            LOG.warn("ignoring malformed message on {}: {}", topic, e.getMessage());
            return object();
        }
    }
}
