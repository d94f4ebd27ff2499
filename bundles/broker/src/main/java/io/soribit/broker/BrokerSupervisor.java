// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import io.soribit.api.hub.MqttBroker;
import io.soribit.broker.users.UnsafeException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the broker on a thread of its own, and restarts it when it fails. */
public final class BrokerSupervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerSupervisor.class);
    private static final long STOP_SECONDS = 10;
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final BrokerSettings settings;
    private final Duration retry;
    private final Duration look;
    private final Function<MqttBroker, Runnable> announcer;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "soribit-broker");
    private String lastProblem = "";

    /**
     * Starts at once.
     *
     * @param retry pause after an attempt that failed
     * @param announcer called when the broker runs; what it returns is run before the broker stops
     */
    public BrokerSupervisor(
            BrokerSettings settings, Duration retry, Function<MqttBroker, Runnable> announcer) {
        this(settings, retry, LOOK, announcer);
    }

    /**
     * Starts at once.
     *
     * @param retry pause after an attempt that failed
     * @param look pause between looks at the files of users and certificate
     * @param announcer called when the broker runs; what it returns is run before the broker stops
     */
    public BrokerSupervisor(
            BrokerSettings settings,
            Duration retry,
            Duration look,
            Function<MqttBroker, Runnable> announcer) {
        this.settings = settings;
        this.retry = retry;
        this.look = look;
        this.announcer = announcer;
        thread.start();
    }

    private void run() {
        try {
            while (stopping.getCount() > 0) {
                runOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void runOnce() throws InterruptedException {
        String state = settings.state();
        try (RunningBroker broker = startWithRetries()) {
            if (broker != null) {
                serve(broker, state);
            }
        } catch (IOException e) {
            LOG.warn("the MQTT broker did not stop cleanly: its journal may need repair", e);
        } catch (InterruptedException e) {
            throw e;
        } catch (Throwable e) { // also an Error of Artemis: the hub must get a broker again
            LOG.error("the MQTT broker failed; it is restarted", e);
            boolean unused = stopping.await(retry.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Returns when it is to stop, its users or certificate have changed, or it has died. */
    private void serve(RunningBroker broker, String state) throws InterruptedException {
        Runnable withdrawal = announcer.apply(broker);
        try {
            while (!stopping.await(look.toMillis(), TimeUnit.MILLISECONDS)) {
                if (!settings.state().equals(state)) {
                    LOG.info(
                            "restarting the MQTT broker: its users or its certificate have changed");
                    return;
                }
                if (!broker.isRunning()) {
                    LOG.error("the MQTT broker has stopped by itself: restarting it");
                    return;
                }
            }
        } finally {
            withdrawal.run();
        }
    }

    private @Nullable RunningBroker startWithRetries() throws InterruptedException {
        do {
            try {
                return startSafely();
            } catch (IOException | RuntimeException e) {
                report(e);
            }
        } while (!stopping.await(retry.toMillis(), TimeUnit.MILLISECONDS));
        return null;
    }

    private RunningBroker startSafely() throws IOException {
        try {
            return startBroker(settings);
        } catch (UnsafeException e) {
            LOG.error(
                    "{} (etc/io.soribit.broker.cfg). Until then the hub's MQTT broker listens on"
                            + " 127.0.0.1 only",
                    e.getMessage());
            return startBroker(settings.onLoopback());
        }
    }

    private RunningBroker startBroker(BrokerSettings settings) throws IOException {
        long begin = System.nanoTime();
        RunningBroker started;
        try {
            started = Engine.start(settings);
        } catch (BindException e) {
            if (!settings.anyFreePort()) {
                throw e;
            }
            started = Engine.start(settings.onFreePort());
            LOG.warn(
                    "port {} of {} is in use ({}): the MQTT broker uses {} instead",
                    settings.port(),
                    settings.host(),
                    e.getMessage(),
                    started.uri());
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        LOG.info("MQTT broker listens at {} ({} ms)", started, millis);
        warnOfPlainPasswords(settings);
        return started;
    }

    private static void warnOfPlainPasswords(BrokerSettings settings) throws IOException {
        if (settings.tls() == null && !InetAddress.getByName(settings.host()).isLoopbackAddress()) {
            LOG.warn(
                    "the hub's MQTT broker sends passwords and alerts without encryption:"
                            + " set certificate and key in etc/io.soribit.broker.cfg, or use it on"
                            + " a network that you trust");
        }
    }

    private void report(Exception e) {
        String problem =
                e instanceof BindException
                        ? "cannot listen at "
                                + settings.host()
                                + ":"
                                + settings.port()
                                + " ("
                                + e.getMessage()
                                + "). Probably another MQTT broker runs there: to use it, set"
                                + " url=tcp://127.0.0.1:"
                                + settings.port()
                                + " in etc/io.soribit.notify.mqtt.cfg; or choose another port in"
                                + " etc/io.soribit.broker.cfg"
                        : String.valueOf(e.getMessage());
        if (problem.equals(lastProblem)) {
            LOG.debug("the MQTT broker still does not start: {}", problem);
            return;
        }
        lastProblem = problem;
        @Nullable Exception cause = e instanceof BindException ? null : e;
        LOG.error(
                "the hub's MQTT broker does not start: {}. The hub continues without it and"
                        + " retries every {} s",
                problem,
                retry.toSeconds(),
                cause);
    }

    /** Stops the broker and returns when it is gone, or after ten seconds. */
    @Override
    public void close() {
        stopping.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
            if (thread.isAlive()) {
                LOG.warn(
                        "the MQTT broker does not stop within {} s: leaving its thread behind",
                        STOP_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
