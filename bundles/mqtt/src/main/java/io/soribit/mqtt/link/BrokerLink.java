// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.link;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Keeps a connection to the first broker that answers, subscribes to what is requested and sends
 * what is in the outbox. All of this happens on one thread.
 */
public final class BrokerLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerLink.class);
    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final long STOP_MILLIS = 8_000;

    private final Outbox outbox;
    private final Subscriptions subscriptions;
    private final Connection.Listener listener;
    private final ConnectionOpener opener;
    private final LinkReport report;
    private final ReconnectPolicy retry = new ReconnectPolicy();
    private final Thread thread;
    private final Object lock = new Object();
    private @Nullable Target target;
    private boolean stopping;
    private volatile @Nullable URI connected;
    private volatile Loss loss = Loss.CLOSED;

    public BrokerLink(
            Outbox outbox,
            Subscriptions subscriptions,
            ConnectionOpener opener,
            Connection.Listener listener) {
        this(
                outbox,
                subscriptions,
                opener,
                listener,
                new LinkReport(Level.INFO, Level.WARN),
                "soribit-mqtt");
    }

    /** One beside the hub's own, which reports nothing: that one does. */
    public static BrokerLink silent(
            Outbox outbox,
            Subscriptions subscriptions,
            ConnectionOpener opener,
            Connection.Listener listener,
            String name) {
        return new BrokerLink(
                outbox,
                subscriptions,
                opener,
                listener,
                new LinkReport(Level.DEBUG, Level.DEBUG),
                name);
    }

    private BrokerLink(
            Outbox outbox,
            Subscriptions subscriptions,
            ConnectionOpener opener,
            Connection.Listener listener,
            LinkReport report,
            String name) {
        this.outbox = outbox;
        this.subscriptions = subscriptions;
        this.opener = opener;
        this.listener = listener;
        this.report = report;
        thread = new Thread(this::run, name);
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

    /** Reports to the link that its connection is gone. */
    public void lost(Loss reason) {
        loss = reason;
        outbox.wake();
    }

    private void run() {
        try {
            for (@Nullable Target t = awaitTarget(); t != null; t = awaitTarget()) {
                connect(t);
                if (isCurrent(t)) {
                    pause(retry.pause(), t);
                } else {
                    retry.reset();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("the MQTT connection failed for good: restart the bundle io.soribit.mqtt", e);
        }
    }

    /** Serves the first broker that answers, until its connection is lost. */
    private void connect(Target target) throws InterruptedException {
        Map<URI, String> failures = new LinkedHashMap<>();
        for (URI broker : target.brokers()) {
            long begin = System.nanoTime();
            try (Connection connection = opener.open(broker, target.settings(), listener)) {
                failures.forEach(report::skipped);
                failures.clear();
                begin = System.nanoTime();
                serve(connection, broker, target);
            } catch (ConnectionException e) {
                failures.put(broker, e.reason());
            } finally {
                outbox.connectionClosed();
            }
            if (setConnected(null)) {
                failures.forEach((address, reason) -> reportDown(target, address, reason));
                onLoss(target, broker, Duration.ofNanos(System.nanoTime() - begin));
                return;
            }
            if (!isCurrent(target)) {
                return;
            }
        }
        if (retry.persistent()) {
            failures.forEach((broker, reason) -> reportDown(target, broker, reason));
        }
        retry.failed();
    }

    private void onLoss(Target target, URI broker, Duration lifetime) {
        retry.lost(lifetime, loss.maybeTakeover());
        if (retry.takenOver() && isCurrent(target)) {
            report.takenOver(broker, target.settings().clientId());
        } else if (!retry.persistent()) {
            report.lasted();
        }
    }

    private void serve(Connection connection, URI broker, Target target)
            throws ConnectionException, InterruptedException {
        loss = Loss.CLOSED;
        report.connected(broker, connection, outbox);
        Traffic traffic = new Traffic(connection, outbox, subscriptions);
        outbox.connectionOpened(Math.min(connection.window(), target.window()));
        setConnected(broker);
        while (connection.alive() && isCurrent(target)) {
            traffic.step();
            report.dropped(outbox);
        }
        if (connection.alive()) {
            traffic.flush();
            connection.goodbye();
        } else {
            reportDown(target, broker, loss.reason());
        }
    }

    /** Waits for a broker; null when the link stops. */
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

    private void pause(Duration duration, Target current) throws InterruptedException {
        long deadline = System.nanoTime() + duration.toNanos();
        synchronized (lock) {
            while (!stopping && current.equals(target)) {
                long millis = (deadline - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    return;
                }
                lock.wait(millis);
            }
        }
    }

    private boolean isCurrent(Target current) {
        synchronized (lock) {
            return !stopping && current.equals(target);
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

    private void reportDown(Target target, URI broker, String reason) {
        if (isCurrent(target)) {
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

    /** Sends what is left, disconnects and ends the thread; returns after eight seconds at most. */
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
                LOG.warn(
                        "the MQTT connection does not end within {} s: interrupting its thread",
                        STOP_MILLIS / 1_000);
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
