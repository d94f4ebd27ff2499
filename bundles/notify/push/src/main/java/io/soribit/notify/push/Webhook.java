// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.api.Alert;
import io.soribit.api.DeliveryOptions;
import io.soribit.api.Notifier;
import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import io.soribit.api.hub.Device;
import io.soribit.api.hub.Devices;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Tells another program of alerts. Each message is signed together with the time at which it was
 * sent, so that nobody can make one up or send an old one again, and has a key by which the
 * receiver knows one that comes twice.
 */
final class Webhook implements Notifier, Devices {
    static final String TIMESTAMP = "X-Soribit-Timestamp";
    static final String SIGNATURE = "X-Soribit-Signature";
    static final String KEY = "Idempotency-Key";

    private final WebhookSettings settings;
    private final Clock clock;
    private final Outlet outlet;
    private volatile String problem = "";

    Webhook(WebhookSettings settings, Web web, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        outlet =
                new Outlet(
                        web,
                        clock,
                        answer ->
                                Refusal.ofWebhook(
                                        answer.status(), answer.body(), settings.receiver()));
    }

    @Override
    public String id() {
        return settings.name();
    }

    @Override
    public Set<String> targets() {
        return Set.of("webhook", settings.name());
    }

    @Override
    public void deliver(Alert alert) throws IOException {
        if (alert.event().phase() == Phase.START) {
            send(alert, "start", "", "start");
        } else if (alert.event().phase() == Phase.END) {
            send(alert, "end", "", "end");
        }
    }

    @Override
    public void acknowledged(Alert alert, String by) throws IOException {
        send(alert, "acknowledged", by, "acknowledged");
    }

    @Override
    public void remind(Alert alert) throws IOException {
        send(alert, "reminder", "", "reminder-" + clock.instant().getEpochSecond());
    }

    private void send(Alert alert, String what, String by, String key) throws IOException {
        String body = WebhookDocument.of(alert, what, by, settings.hub()).toString();
        String time = Long.toString(clock.instant().getEpochSecond());
        HttpRequest.Builder request =
                HttpRequest.newBuilder(settings.url())
                        .header("Content-Type", "application/json")
                        .header("User-Agent", "Soribit")
                        .header(TIMESTAMP, time)
                        .header(
                                SIGNATURE,
                                "sha256=" + Signature.of(settings.secret(), time + "." + body))
                        .header(KEY, NtfyMessage.sequence(alert) + ":" + key)
                        .POST(BodyPublishers.ofString(body, UTF_8));
        try {
            outlet.send(request);
            problem = "";
        } catch (IOException e) {
            problem = String.valueOf(e.getMessage());
            throw e;
        }
    }

    @Override
    public List<Device> devices() {
        String said = problem;
        return List.of(
                new Device(
                        settings.name(),
                        settings.receiver(),
                        "Webhook",
                        "push",
                        true,
                        said.isEmpty(),
                        said));
    }

    @Override
    public void test(String id) throws IOException {
        known(id);
        Instant now = clock.instant();
        SoundEvent event =
                new SoundEvent(
                        "test-" + now.toEpochMilli(),
                        Phase.START,
                        true,
                        List.of("test"),
                        Sound.TEST,
                        now,
                        null,
                        1,
                        List.of(),
                        0,
                        "test",
                        null,
                        Duration.ZERO);
        send(
                new Alert(event.id(), event, Urgency.NOTICE, DeliveryOptions.DEFAULT, 1),
                "start",
                "",
                "start");
    }

    @Override
    public void use(String id, boolean used) throws IOException {
        known(id);
        if (!used) {
            throw new IOException(id + " is used as long as its file in etc is there: remove that");
        }
    }

    private void known(String id) throws IOException {
        if (!id.equals(settings.name())) {
            throw new IOException("there is no " + id + ": it is called " + settings.name());
        }
    }
}
