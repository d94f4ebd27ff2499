// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.api.Alert;
import io.soribit.api.MessageBus;
import io.soribit.api.Notifier;
import io.soribit.api.Phase;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.common.json.AlertJson;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The stream of alerts for consumers that need each of them: {@code soribit/<hub>/alerts} holds a
 * JSON message (QoS 1, not retained) as each alert is raised, acknowledged and ended, in order. The
 * start of an alert is delivered when the broker has acknowledged it, also after a restart of the
 * hub, for a day.
 */
@Component
public final class AlertStream implements Notifier {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration RETRY_WINDOW = Duration.ofDays(1);

    /** A start that was sent and has no receipt yet. */
    private record Sent(String id, CompletableFuture<@Nullable Void> receipt) {}

    private final MessageBus bus;
    private final Clock clock;
    private final Duration timeout;
    private @Nullable Sent sent;

    @Activate
    public AlertStream(@Reference MessageBus bus) {
        this(bus, Clock.systemUTC(), TIMEOUT);
    }

    /**
     * @param timeout time to wait for the broker's receipt
     */
    AlertStream(MessageBus bus, Clock clock, Duration timeout) {
        this.bus = bus;
        this.clock = clock;
        this.timeout = timeout;
    }

    @Override
    public String id() {
        return "mqtt";
    }

    @Override
    public Set<String> targets() {
        return Set.of();
    }

    @Override
    public Optional<Duration> retryWindow() {
        return Optional.of(RETRY_WINDOW);
    }

    @Override
    public void deliver(Alert alert) throws IOException {
        Phase phase = alert.event().phase();
        if (phase == Phase.START) {
            start(alert);
        } else if (phase == Phase.END) {
            @Nullable Instant end = alert.event().end();
            publish(
                    new AlertChange(
                            alert, AlertState.ENDED, end == null ? clock.instant() : end, ""));
        }
    }

    @Override
    public void acknowledged(Alert alert, String by) throws IOException {
        publish(new AlertChange(alert, AlertState.ACKNOWLEDGED, clock.instant(), by));
    }

    private synchronized void start(Alert alert) throws IOException {
        Sent pending = sent;
        // A message that the bus has queued is not sent twice: the bus sends it again itself.
        if (pending == null || !pending.id.equals(alert.id())) {
            if (!bus.connected()) {
                throw new IOException(
                        "no connection to the MQTT broker "
                                + bus.address()
                                + "; start it, or set its url in etc/io.soribit.notify.mqtt.cfg");
            }
            Instant raised = alert.event().onset().plus(alert.event().latency());
            AlertChange start = new AlertChange(alert, AlertState.RAISED, raised, "");
            pending = new Sent(alert.id(), send(start));
            sent = pending;
        }
        await(pending.receipt);
        sent = null;
    }

    /** The bus queues it; the next alert is not sent before the broker has acknowledged it. */
    private void publish(AlertChange change) throws IOException {
        CompletableFuture<@Nullable Void> receipt = send(change);
        if (bus.connected()) {
            await(receipt);
        }
    }

    private CompletableFuture<@Nullable Void> send(AlertChange change) {
        byte[] document = AlertJson.of(change).toString().getBytes(UTF_8);
        return bus.send(topic(), document, 1).toCompletableFuture();
    }

    private String topic() {
        return bus.root() + "/alerts";
    }

    private void await(CompletableFuture<@Nullable Void> receipt) throws IOException {
        try {
            receipt.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException(
                    "the MQTT broker " + bus.address() + " has not acknowledged an alert yet", e);
        } catch (ExecutionException e) {
            sent = null;
            throw new IOException("publishing an alert failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }
}
