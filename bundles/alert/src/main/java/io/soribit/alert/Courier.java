// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import io.soribit.alert.DeliveryQueue.Delivery;
import io.soribit.api.Alert;
import io.soribit.api.Notifier;
import io.soribit.api.Phase;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers alerts to one notifier on a thread of its own. The start of an alert is tried again
 * while it is news; each kind of failure is logged once until a delivery succeeds.
 */
final class Courier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final int CAPACITY = 64;
    private static final Duration NEWS = Duration.ofSeconds(30);
    private static final List<Duration> PAUSES =
            List.of(Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(5));
    private static final long STOP_MILLIS = 2_000;

    /** How the thread pauses before it tries again. */
    @FunctionalInterface
    interface Pause {
        void of(Duration duration) throws InterruptedException;
    }

    private final Notifier notifier;
    private final Clock clock;
    private final Pause pause;
    private final DeliveryQueue queue = new DeliveryQueue(CAPACITY);
    private final Set<String> reported = new HashSet<>();
    private final Thread thread;
    private volatile boolean closed;

    Courier(Notifier notifier, Clock clock, Pause pause) {
        this.notifier = notifier;
        this.clock = clock;
        this.pause = pause;
        thread = new Thread(this::run, "soribit-alert-" + notifier.id());
        thread.start();
    }

    /** Takes an alert to deliver; never blocks. */
    void send(Alert alert) {
        queue.add(alert, clock.instant())
                .ifPresent(
                        lost ->
                                LOG.warn(
                                        "notifier {} is too slow: it was not told of {} ({})",
                                        notifier.id(),
                                        lost.event().sound().id(),
                                        lost.event().phase()));
    }

    private void run() {
        try {
            while (!closed) {
                Delivery delivery = queue.take();
                deliver(delivery.alert(), delivery.received().plus(NEWS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(Alert alert, Instant deadline) throws InterruptedException {
        int attempts = alert.event().phase() == Phase.START ? PAUSES.size() : 0;
        for (int i = 0; !delivered(alert) && i < attempts && !closed; i++) {
            pause.of(PAUSES.get(i));
            if (clock.instant().isAfter(deadline)) {
                return;
            }
        }
    }

    private boolean delivered(Alert alert) {
        try {
            notifier.deliver(alert);
            reported.clear();
            return true;
        } catch (IOException | RuntimeException | LinkageError e) {
            if (reported.add(e.getClass().getName() + e.getMessage())) {
                LOG.warn(
                        "notifier {} could not tell of {} ({}): {}",
                        notifier.id(),
                        alert.event().sound().id(),
                        alert.event().phase(),
                        e.getMessage(),
                        e);
            }
            return false;
        }
    }

    /** Ends the thread; waits for a delivery at work, for two seconds at most. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(STOP_MILLIS);
            if (thread.isAlive()) {
                LOG.warn("notifier {} blocks: its thread is left behind", notifier.id());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
