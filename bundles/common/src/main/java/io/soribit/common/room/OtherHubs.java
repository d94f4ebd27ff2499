// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.room;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.api.MessageBus;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Other hubs at the same broker with the same name, as their health messages show them every 10 s.
 * What they publish must not be removed. Thread-safe.
 */
public final class OtherHubs implements AutoCloseable {
    /** A hub that publishes no health for this time is not running. */
    public static final Duration ALIVE = Duration.ofSeconds(45);

    private static final Logger LOG = LoggerFactory.getLogger(OtherHubs.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HEALTH = "/health";

    /** More are not noted: whoever may publish must not fill the memory. */
    private static final int MOST = 1_000;

    private final MessageBus bus;
    private final LongSupplier nanoTime;
    private final Consumer<String> found;
    private final List<MessageBus.Subscription> subscriptions;
    private final Map<String, Long> instances = new HashMap<>();
    private final Map<String, Long> levels = new HashMap<>();

    /** Observes other hubs from now on. */
    public OtherHubs(MessageBus bus) {
        this(bus, System::nanoTime, instance -> {});
    }

    /**
     * @param nanoTime monotonic time
     * @param found called with the instance id of each other hub when it appears
     */
    public OtherHubs(MessageBus bus, LongSupplier nanoTime, Consumer<String> found) {
        this.bus = bus;
        this.nanoTime = nanoTime;
        this.found = found;
        subscriptions =
                List.of(
                        bus.subscribe(bus.root() + HEALTH, this::onHealth),
                        bus.subscribe(bus.root() + "/+" + HEALTH, this::onHealth));
    }

    private void onHealth(String topic, byte[] payload, boolean retained) {
        String instance = instance(topic, payload);
        if (retained || instance.isEmpty() || instance.equals(bus.instance())) {
            return;
        }
        boolean appeared;
        synchronized (this) {
            long now = nanoTime.getAsLong();
            if (instances.size() >= MOST || levels.size() >= MOST) {
                instances.values().removeIf(seen -> !isAlive(seen));
                levels.values().removeIf(seen -> !isAlive(seen));
            }
            if (instances.size() >= MOST || levels.size() >= MOST) {
                return;
            }
            appeared = !isAlive(instances.put(instance, now));
            if (topic.length() > bus.root().length() + HEALTH.length()) {
                int end = topic.length() - HEALTH.length();
                levels.put(topic.substring(bus.root().length() + 1, end), now);
            }
        }
        if (appeared) {
            found.accept(instance);
        }
    }

    private static String instance(String topic, byte[] payload) {
        try {
            @Nullable JsonNode json = JSON.readTree(payload);
            return json == null ? "" : json.path("instance").asText();
        } catch (IOException e) {
            LOG.debug("ignoring malformed health on {}", topic, e);
            return "";
        }
    }

    private boolean isAlive(@Nullable Long seen) {
        return seen != null && nanoTime.getAsLong() - seen < ALIVE.toNanos();
    }

    /** Whether another hub with this instance id is running. */
    public synchronized boolean isRunning(String instance) {
        return isAlive(instances.get(instance));
    }

    /**
     * Whether another hub publishes the health of a room.
     *
     * @param level of the room's topics
     */
    public synchronized boolean hasRoom(String level) {
        return isAlive(levels.get(level));
    }

    @Override
    public void close() {
        subscriptions.forEach(MessageBus.Subscription::close);
    }
}
