// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.Alert;
import io.soribit.api.Phase;
import io.soribit.api.Urgency;
import io.soribit.api.hub.Device;
import io.soribit.common.time.MonotonicClock;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.Set;

/**
 * The services behind an Apprise API server: Telegram, Signal, Matrix, mail and many more. It takes
 * a message only if all of them did.
 */
final class Apprise extends PushTarget {
    private static final int SENT = 200;
    private static final Map<Urgency, String> TYPES =
            Map.of(
                    Urgency.EMERGENCY, "failure",
                    Urgency.URGENT, "warning",
                    Urgency.NOTICE, "info",
                    Urgency.INFO, "info");

    private final AppriseSettings settings;

    Apprise(AppriseSettings settings, Web web, MonotonicClock clock) {
        super(
                settings.name(),
                new Outlet(
                        web,
                        clock,
                        answer -> answer.status() == SENT, // 204: there is no such configuration
                        answer ->
                                Refusal.ofApprise(
                                        answer.status(), answer.body(), settings.server())));
        this.settings = settings;
    }

    @Override
    public Set<String> targets() {
        return Set.of("push", settings.name());
    }

    @Override
    public void deliver(Alert alert) throws IOException {
        if (alert.event().phase() == Phase.START) {
            var unused = sendStart(alert, message(alert, false));
        }
    }

    @Override
    public void remind(Alert alert) throws IOException {
        var unused = sendReminder(alert, message(alert, true));
    }

    private HttpRequest.Builder message(Alert alert, boolean reminder) {
        return message(
                Texts.title(alert, settings.language()),
                Texts.message(alert, reminder, settings.language()),
                String.valueOf(TYPES.get(alert.urgency())));
    }

    private HttpRequest.Builder message(String title, String body, String type) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("title", title).put("body", body).put("type", type).put("format", "text");
        if (!settings.tag().isEmpty()) {
            json.put("tag", settings.tag());
        }
        if (settings.key().isEmpty()) {
            settings.urls().forEach(json.putArray("urls")::add);
        }
        HttpRequest.Builder request =
                HttpRequest.newBuilder(settings.address())
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json")
                        .POST(BodyPublishers.ofString(json.toString(), UTF_8));
        return settings.authorization().isEmpty()
                ? request
                : request.header("Authorization", settings.authorization());
    }

    @Override
    protected Device device(String problem) {
        return new Device(
                settings.name(),
                settings.name().replaceFirst("^apprise:", ""),
                "Apprise",
                "push",
                true,
                problem.isEmpty(),
                problem);
    }

    @Override
    public void test(String id) throws IOException {
        requireOwn(id);
        String language = settings.language();
        var unused = send(message(Texts.TITLE.in(language), Texts.TEST.in(language), "info"));
    }
}
