// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.api.Alert;
import io.soribit.api.DeliveryOptions;
import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import io.soribit.api.hub.Device;
import io.soribit.common.time.MonotonicClock;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Sends alerts to another program. Each message is signed together with the time at which it was
 * sent, so that nobody can make one up or send an old one again, and has a key by which the
 * receiver knows one that comes twice.
 */
final class Webhook extends PushTarget {
    static final String TIMESTAMP = "X-Soribit-Timestamp";
    static final String SIGNATURE = "X-Soribit-Signature";
    static final String KEY = "Idempotency-Key";

    private final WebhookSettings settings;
    private final Clock clock;

    Webhook(WebhookSettings settings, Web web, Clock clock) {
        super(
                settings.name(),
                new Outlet(
                        web,
                        MonotonicClock.SYSTEM,
                        answer ->
                                Refusal.ofWebhook(
                                        answer.status(), answer.body(), settings.receiver())));
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Set<String> targets() {
        return Set.of("webhook", settings.name());
    }

    @Override
    public void deliver(Alert alert) throws IOException {
        if (alert.event().phase() == Phase.START) {
            sendStart(alert, request(alert, "start", "", "start"));
        } else if (alert.event().phase() == Phase.END && !isStartMissing(alert)) {
            send(request(alert, "end", "", "end"));
        }
    }

    @Override
    public void acknowledged(Alert alert, String by) throws IOException {
        if (!isStartMissing(alert)) {
            send(request(alert, "acknowledged", by, "acknowledged"));
        }
    }

    @Override
    public void remind(Alert alert) throws IOException {
        sendReminder(
                alert,
                request(alert, "reminder", "", "reminder-" + clock.instant().getEpochSecond()));
    }

    private HttpRequest.Builder request(Alert alert, String what, String by, String key) {
        String body = settings.template().body(alert, what, by, settings.hub());
        String time = Long.toString(clock.instant().getEpochSecond());
        HttpRequest.Builder request =
                HttpRequest.newBuilder(settings.url())
                        .header("Content-Type", settings.template().contentType())
                        .header("User-Agent", "Soribit")
                        .header(TIMESTAMP, time)
                        .header(KEY, NtfyMessage.sequence(alert) + ":" + key)
                        .POST(BodyPublishers.ofString(body, UTF_8));
        if (!settings.secret().isEmpty()) {
            request.header(
                    SIGNATURE, "sha256=" + Signature.of(settings.secret(), time + "." + body));
        }
        settings.headers().forEach(request::setHeader);
        return request;
    }

    @Override
    protected Device device(String problem) {
        return new Device(
                settings.name(),
                settings.receiver(),
                "Webhook",
                "push",
                true,
                problem.isEmpty(),
                problem);
    }

    @Override
    public void test(String id) throws IOException {
        requireOwn(id);
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
        Alert alert = new Alert(event.id(), event, Urgency.NOTICE, DeliveryOptions.DEFAULT, 1);
        send(request(alert, "start", "", "start"));
    }
}
