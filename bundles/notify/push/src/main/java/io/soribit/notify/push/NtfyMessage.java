// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.Alert;
import io.soribit.api.Urgency;
import java.net.URLEncoder;
import java.util.Map;

/** Messages for ntfy, as described in https://docs.ntfy.sh/publish/. */
final class NtfyMessage {
    private static final Map<Urgency, Integer> PRIORITIES =
            Map.of(Urgency.EMERGENCY, 5, Urgency.URGENT, 4, Urgency.NOTICE, 3, Urgency.INFO, 2);

    private NtfyMessage() {}

    /**
     * A message about an alert that can be answered with "Seen".
     *
     * @param click what opens when it is tapped; empty for nothing
     */
    static ObjectNode of(Alert alert, boolean reminder, NtfySettings settings, String click) {
        ObjectNode message =
                text(
                        settings,
                        Texts.title(alert, settings.language()),
                        Texts.message(alert, reminder, settings.language()));
        message.put("priority", PRIORITIES.get(alert.urgency()));
        message.put("sequence_id", sequence(alert));
        if (alert.urgency() == Urgency.EMERGENCY) {
            message.putArray("tags").add("rotating_light");
        }
        if (!click.isEmpty()) {
            message.put("click", click);
        }
        message.putArray("actions").add(seen(alert, settings));
        return message;
    }

    /** A message that is only a test. */
    static ObjectNode test(NtfySettings settings) {
        String language = settings.language();
        return text(settings, Texts.TITLE.in(language), Texts.TEST.in(language)).put("priority", 3);
    }

    private static ObjectNode text(NtfySettings settings, String title, String message) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("topic", settings.topic())
                .put("title", title)
                .put("message", message);
    }

    /** The button: it calls the hub's page, or publishes to a topic that the hub listens to. */
    private static ObjectNode seen(Alert alert, NtfySettings settings) {
        ObjectNode action =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("action", "http")
                        .put("label", Texts.SEEN.in(settings.language()))
                        .put("method", "POST")
                        .put("clear", true);
        if (settings.publicUrl().isEmpty()) {
            return action.put("url", settings.server() + "/" + settings.replyTopic())
                    .put("body", alert.id());
        }
        action.put(
                "url",
                settings.publicUrl()
                        + "api/alerts?by=ntfy&ack="
                        + URLEncoder.encode(alert.id(), UTF_8));
        action.putObject("headers").put("Soribit-Request", "ntfy");
        return action;
    }

    /** What ntfy knows the alert by: a message of the same takes the place of the one before. */
    static String sequence(Alert alert) {
        return alert.id().matches("[-_A-Za-z0-9]{1,64}")
                ? alert.id()
                : Signature.of("sequence", alert.id()).substring(0, 32);
    }
}
