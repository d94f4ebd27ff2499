// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.link;

import io.soribit.mqtt.paho.Connector;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a connection to the first broker that answers, subscribes on it what is wanted and sends
 * what is in the outbox. All of this happens on one thread.
 */
public final class BrokerLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerLink.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration STEADY = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final long STOP_MILLIS = 8_000;

    private final Outbox outbox;
    private final Subscriptions subscriptions;
    private final Connection.Listener listener;
    private final Connector connector = new Connector();
    private final LinkReport report = new LinkReport();
    private final Thread thread = new Thread(this::run, "soribit-mqtt");
    private final Object lock = new Object();
    private @Nullable Target target;
    private boolean stopping;
    private volatile @Nullable URI connected;
    private volatile String lossReason = "has closed the connection";

    public BrokerLink(Outbox outbox, Subscriptions subscriptions, Connection.Listener listener) {
        this.outbox = outbox;
        this.subscriptions = subscriptions;
        this.listener = listener;
        thread.start();
    }

    /** The broker that is connected, or null. */
    public @Nullable URI connected() {
        return connected;
    }

    /** Changes the brokers; null means that there is none at present. */
    public void target(@Nullable Target brokers) {
        synchronized (lock) {
            target = brokers;
            lock.notifyAll();
        }
        outbox.wake();
    }

    /** Tells the link that its connection is gone. */
    public void lost(String reason) {
        lossReason = reason;
        outbox.wake();
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        try {
            for (@Nullable Target t = awaitTarget(); t != null; t = awaitTarget()) {
                // A broker that has just started may fail once.
                if (lastsAtOne(t, pause.compareTo(FIRST_PAUSE) > 0) || !wants(t)) {
                    pause = FIRST_PAUSE;
                } else {
                    pause(pause, t);
                    pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("the connection to MQTT failed for good: restart io.soribit.notify.mqtt", e);
        }
    }

    /** Serves the first broker that answers; whether that went well for some time. */
    private boolean lastsAtOne(Target target, boolean persisting) throws InterruptedException {
        Map<URI, String> failures = new LinkedHashMap<>();
        for (URI broker : target.brokers()) {
            long begin = System.nanoTime();
            try (Connection connection = connector.open(broker, target.settings(), listener)) {
                failures.forEach(report::skipped);
                failures.clear();
                serve(connection, broker, target);
            } catch (ConnectionException e) {
                failures.put(broker, e.reason());
            } finally {
                outbox.connectionClosed();
            }
            if (setConnected(null)) {
                failures.forEach((address, reason) -> reportDown(target, address, reason));
                boolean steady = System.nanoTime() - begin > STEADY.toNanos();
                if (steady) {
                    report.lasted();
                }
                return steady;
            }
            if (!wants(target)) {
                return false;
            }
        }
        if (persisting) {
            failures.forEach((broker, reason) -> reportDown(target, broker, reason));
        }
        return false;
    }

    private void serve(Connection connection, URI broker, Target target)
            throws ConnectionException, InterruptedException {
        report.connected(broker, connection, outbox);
        Traffic traffic = new Traffic(connection, outbox, subscriptions);
        outbox.connectionOpened(Math.min(connection.window(), target.window()));
        setConnected(broker);
        while (connection.alive() && wants(target)) {
            traffic.goOn();
            report.dropped(outbox);
        }
        if (connection.alive()) {
            traffic.flush();
            connection.goodbye();
        } else {
            reportDown(target, broker, lossReason);
        }
    }

    /** Waits for a broker; null means to stop. */
    private @Nullable Target awaitTarget() throws InterruptedException {
        synchronized (lock) {
            while (target == null && !stopping) {
                lock.wait(GRACE.toMillis());
                if (target == null && !stopping) {
                    report.missing();
                }
            }
            return stopping ? null : target;
        }
    }

    private void pause(Duration duration, Target wanted) throws InterruptedException {
        long deadline = System.nanoTime() + duration.toNanos();
        synchronized (lock) {
            while (!stopping && wanted.equals(target)) {
                long millis = (deadline - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    return;
                }
                lock.wait(millis);
            }
        }
    }

    private boolean wants(Target wanted) {
        synchronized (lock) {
            return !stopping && wanted.equals(target);
        }
    }

    /** Returns whether there was a connection before. */
    private boolean setConnected(@Nullable URI now) {
        synchronized (lock) {
            boolean before = connected != null;
            connected = now;
            lock.notifyAll();
            return before;
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private void reportDown(Target target, URI broker, String reason) {
        if (wants(target)) {
            report.down(broker, reason);
        }
    }

    /** Waits until the connection is closed, or the time is over. */
    public void awaitDisconnected(Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        synchronized (lock) {
            long millis = longest.toMillis();
            while (connected != null && millis > 0) {
                lock.wait(millis);
                millis = (deadline - System.nanoTime()) / 1_000_000;
            }
        }
    }

    /**
     * Sends what is left, says goodbye and ends the thread; returns after eight seconds at most.
     */
    @Override
    public void close() {
        synchronized (lock) {
            stopping = true;
            lock.notifyAll();
        }
        outbox.wake();
        try {
            thread.join(STOP_MILLIS);
            if (thread.isAlive()) {
                LOG.warn("the connection to MQTT did not end in time: its thread is interrupted");
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
