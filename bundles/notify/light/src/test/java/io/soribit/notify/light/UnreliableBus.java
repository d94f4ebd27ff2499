// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import io.soribit.api.MessageBus;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A bus whose broker stalls and is lost, and whose lamps are slow: each takes its own time for each
 * message, so that they may overtake one another, may take one twice, and reports are as slow.
 */
final class UnreliableBus implements MessageBus {
    private final VirtualHome home;
    private final ManualTimer timer;
    private final Random random;
    private final String root;
    private final List<CompletableFuture<@Nullable Void>> unacknowledged = new ArrayList<>();
    private Duration stalledUntil = Duration.ZERO;
    private boolean connected = true;

    /** The longest that a lamp takes for a message, and for its report. */
    int slowest;

    boolean duplicates;

    /** Whether lamps miss every tenth message, and every tenth of their reports is lost. */
    boolean losses;

    /**
     * Whether the reports of a lamp, however slow, do not overtake each other, and what comes from
     * other hubs is not slow: as with MQTT.
     */
    boolean ordered;

    private final Map<String, Duration> reported = new HashMap<>();

    UnreliableBus(VirtualHome home, ManualTimer timer, Random random, String root) {
        this.home = home;
        this.timer = timer;
        this.random = random;
        this.root = root;
    }

    /**
     * The broker does nothing for a while; then it continues with what was sent to it, in order.
     */
    void stall(Duration howLong) {
        Duration until = timer.now().plus(howLong);
        stalledUntil = until.compareTo(stalledUntil) > 0 ? until : stalledUntil;
    }

    /** The connection is lost, and what was sent may have arrived or not. */
    void disconnect() {
        connected = false;
        List.copyOf(unacknowledged)
                .forEach(receipt -> receipt.completeExceptionally(new IOException("lost")));
        unacknowledged.clear();
    }

    void reconnect() {
        connected = true;
    }

    private Duration untilBroker() {
        Duration wait = stalledUntil.minus(timer.now());
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    private Duration slowness() {
        return Duration.ofMillis(slowest == 0 ? 0 : random.nextInt(slowest));
    }

    private boolean isPrompt(String topic) {
        return ordered && !topic.startsWith("zigbee2mqtt/");
    }

    /** Of another hub, it comes again with the next connection. */
    private boolean isHeard(String topic) {
        return connected || !(topic.startsWith("zigbee2mqtt/") || isPrompt(topic));
    }

    private Duration untilReport(String topic) {
        Duration wait = untilBroker().plus(isPrompt(topic) ? Duration.ZERO : slowness());
        Duration due = timer.now().plus(wait);
        Duration last = reported.getOrDefault(topic, due);
        if (!ordered || due.compareTo(last) >= 0) {
            reported.put(topic, due);
            return wait;
        }
        return last.minus(timer.now());
    }

    private CompletableFuture<@Nullable Void> deliver(String topic, byte[] payload) {
        CompletableFuture<@Nullable Void> receipt = new CompletableFuture<>();
        unacknowledged.add(receipt);
        timer.after(
                untilBroker(),
                () -> {
                    unacknowledged.remove(receipt);
                    receipt.complete(null);
                    timer.after(slowness(), () -> take(topic, payload));
                });
        return receipt;
    }

    private boolean isLost(String topic) {
        return losses
                && topic.startsWith("zigbee2mqtt/")
                && !topic.startsWith("zigbee2mqtt/bridge/")
                && random.nextInt(10) == 0;
    }

    private void take(String topic, byte[] payload) {
        if (isLost(topic)) {
            return;
        }
        home.publish(topic, payload, 1, false);
        if (duplicates && random.nextInt(5) == 0) {
            home.publish(topic, payload, 1, false);
        }
    }

    @Override
    public boolean connected() {
        return connected;
    }

    @Override
    public String address() {
        return "unreliable";
    }

    @Override
    public String root() {
        return root;
    }

    @Override
    public CompletionStage<@Nullable Void> publishWithin(
            String topic, byte[] payload, Duration expiry) {
        return connected
                ? deliver(topic, payload)
                : CompletableFuture.failedStage(new TimeoutException("not connected"));
    }

    @Override
    public CompletionStage<@Nullable Void> send(String topic, byte[] payload, int qos) {
        return deliver(topic, payload);
    }

    @Override
    public void publish(String topic, byte[] payload, int qos, boolean retained) {
        timer.after(untilBroker(), () -> home.publish(topic, payload, qos, retained));
    }

    @Override
    public Subscription subscribe(String filter, Handler handler) {
        return home.subscribe(
                filter,
                (topic, payload, retained) -> {
                    if (isHeard(topic) && !isLost(topic)) {
                        timer.after(
                                untilReport(topic),
                                () -> handler.message(topic, payload, retained));
                    }
                });
    }
}
