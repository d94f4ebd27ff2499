// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import io.soribit.notify.mqtt.Subscriptions.Wanted;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a connection to the broker, subscribes on it what is wanted and sends what is in the
 * outbox. All of this happens on one thread.
 */
final class BrokerLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerLink.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofSeconds(15);
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration FLUSH = Duration.ofSeconds(1);
    private static final long STOP_MILLIS = 8_000;

    private final BusSettings settings;
    private final Outbox outbox;
    private final Subscriptions subscriptions;
    private final PahoConnection.Listener listener;
    private final Thread thread = new Thread(this::run, "soribit-mqtt");
    private final Object lock = new Object();
    private @Nullable URI target;
    private boolean stopping;
    private volatile boolean connected;
    private volatile String lossReason = "";
    private boolean reported;

    BrokerLink(
            BusSettings settings,
            Outbox outbox,
            Subscriptions subscriptions,
            PahoConnection.Listener listener) {
        this.settings = settings;
        this.outbox = outbox;
        this.subscriptions = subscriptions;
        this.listener = listener;
        thread.start();
    }

    boolean connected() {
        return connected;
    }

    /** Changes the broker; null means that there is none at present. */
    void target(@Nullable URI broker) {
        synchronized (lock) {
            target = broker;
            lock.notifyAll();
        }
        outbox.wake();
    }

    /** Tells the link that its connection is gone. */
    void lost(String reason) {
        lossReason = reason;
        outbox.wake();
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        try {
            for (@Nullable URI broker = awaitTarget(); broker != null; broker = awaitTarget()) {
                try (PahoConnection connection = PahoConnection.open(broker, settings, listener)) {
                    pause = FIRST_PAUSE;
                    serve(connection, broker);
                } catch (MqttException e) {
                    // A broker that has just started may fail once.
                    if (pause.compareTo(FIRST_PAUSE) > 0) {
                        reportDown(broker, Reasons.of(e));
                    }
                    pause(pause, broker);
                    pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
                } finally {
                    outbox.connectionClosed();
                    setConnected(false);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("the connection to MQTT failed for good: restart io.soribit.notify.mqtt", e);
        }
    }

    private void serve(PahoConnection connection, URI broker)
            throws MqttException, InterruptedException {
        reportUp(broker);
        Map<String, Wanted> subscribed = new HashMap<>();
        outbox.connectionOpened(connection.window());
        setConnected(true);
        while (connection.alive() && wants(broker)) {
            subscribe(connection, subscribed);
            send(connection, IDLE);
            reportDropped();
        }
        if (connection.alive()) {
            flush(connection);
            connection.goodbye();
        } else {
            reportDown(broker, lossReason);
        }
    }

    private void send(PahoConnection connection, Duration longest)
            throws MqttException, InterruptedException {
        Outbox.@Nullable Entry entry = outbox.take(longest);
        if (entry != null) {
            connection.send(entry.message(), () -> outbox.acknowledge(entry));
        }
    }

    private void flush(PahoConnection connection) throws MqttException, InterruptedException {
        long deadline = System.nanoTime() + FLUSH.toNanos();
        while (connection.alive() && !outbox.isEmpty() && System.nanoTime() < deadline) {
            send(connection, Duration.ofMillis(20));
        }
    }

    private void subscribe(PahoConnection connection, Map<String, Wanted> subscribed)
            throws MqttException {
        Map<String, Wanted> wanted = subscriptions.wanted();
        for (var entry : wanted.entrySet()) {
            Wanted filter = entry.getValue();
            if (!filter.equals(subscribed.get(entry.getKey()))) {
                connection.subscribe(entry.getKey(), filter.id());
                subscribed.put(entry.getKey(), filter);
            }
        }
        for (String filter : subscribed.keySet().toArray(String[]::new)) {
            if (!wanted.containsKey(filter)) {
                connection.unsubscribe(filter);
                subscribed.remove(filter);
            }
        }
    }

    /** Waits for a broker; null means to stop. */
    private @Nullable URI awaitTarget() throws InterruptedException {
        synchronized (lock) {
            while (target == null && !stopping) {
                lock.wait(GRACE.toMillis());
                if (target == null && !stopping && !reported) {
                    reported = true;
                    LOG.warn(
                            "no MQTT broker: the hub's own does not run, and no url is set in"
                                    + " etc/io.soribit.notify.mqtt.cfg. The hub goes on; messages"
                                    + " wait");
                }
            }
            return stopping ? null : target;
        }
    }

    private void pause(Duration duration, URI broker) throws InterruptedException {
        long deadline = System.nanoTime() + duration.toNanos();
        synchronized (lock) {
            while (!stopping && broker.equals(target)) {
                long millis = (deadline - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    return;
                }
                lock.wait(millis);
            }
        }
    }

    private boolean wants(URI broker) {
        synchronized (lock) {
            return !stopping && broker.equals(target);
        }
    }

    private void setConnected(boolean now) {
        synchronized (lock) {
            connected = now;
            lock.notifyAll();
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private void reportUp(URI broker) {
        LOG.info("connected to the MQTT broker {}; {} messages wait", broker, outbox.waiting());
        reported = false;
    }

    private void reportDown(URI broker, String reason) {
        if (reported || !wants(broker)) {
            return;
        }
        reported = true;
        LOG.warn(
                "the MQTT broker {} cannot be reached ({}). The hub goes on, keeps its messages and"
                        + " tries again; check that the broker runs, and url, user and password in"
                        + " etc/io.soribit.notify.mqtt.cfg",
                broker,
                reason);
    }

    private void reportDropped() {
        long dropped = outbox.takeDropped();
        if (dropped > 0) {
            LOG.warn("{} MQTT messages were lost: the broker was away for too long", dropped);
        }
    }

    /** Waits until the connection is closed, or the time is over. */
    void awaitDisconnected(Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        synchronized (lock) {
            long millis = longest.toMillis();
            while (connected && millis > 0) {
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
