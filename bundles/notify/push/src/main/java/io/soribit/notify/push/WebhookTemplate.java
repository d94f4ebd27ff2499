// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.Alert;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The body of a webhook as its receiver wants it: a text with fields such as <code>{{name}}</code>,
 * each replaced by its value, which is escaped as the content type demands.
 *
 * @param text empty for the document of the hub
 * @param contentType as in the header
 */
record WebhookTemplate(String text, String contentType) {
    private static final String JSON = "application/json";
    private static final Pattern FIELD = Pattern.compile("\\{\\{\\s*([^}]*?)\\s*\\}\\}");
    private static final List<String> FIELDS =
            List.of(
                    "id", "phase", "hub", "label", "name", "name_ko", "icon", "urgency", "rooms",
                    "times", "age_s", "onset", "end", "by");

    /**
     * Checks its fields.
     *
     * @throws IllegalArgumentException if one is unknown, with the known ones
     */
    static WebhookTemplate of(String text, String contentType) {
        FIELD.matcher(text)
                .results()
                .map(field -> field.group(1))
                .filter(field -> !FIELDS.contains(field))
                .findFirst()
                .ifPresent(
                        field -> {
                            throw new IllegalArgumentException(
                                    "template has the unknown field {{"
                                            + field
                                            + "}}; there are "
                                            + String.join(", ", FIELDS)
                                            + ". Nothing is sent until then");
                        });
        String type = contentType.strip();
        return new WebhookTemplate(text.strip(), type.isEmpty() ? JSON : type);
    }

    /** As {@link WebhookDocument#of}. */
    String body(Alert alert, String what, String by, String hub) {
        ObjectNode document = WebhookDocument.of(alert, what, by, hub);
        if (text.isEmpty()) {
            return document.toString();
        }
        UnaryOperator<String> escape = escape();
        return FIELD.matcher(text)
                .replaceAll(
                        field -> Matcher.quoteReplacement(escape.apply(value(document, field))));
    }

    private static String value(ObjectNode document, MatchResult field) {
        return switch (field.group(1)) {
            case "name" -> document.at("/names/en").asText("");
            case "name_ko" -> document.at("/names/ko").asText(document.at("/names/en").asText(""));
            case "rooms" -> rooms(document.path("rooms"));
            default -> document.path(field.group(1)).asText("");
        };
    }

    private static String rooms(JsonNode rooms) {
        List<String> names = new ArrayList<>();
        rooms.forEach(room -> names.add(room.asText()));
        return String.join(", ", names);
    }

    private UnaryOperator<String> escape() {
        String type = contentType.toLowerCase(Locale.ROOT);
        if (type.contains("json")) {
            return value -> new String(JsonStringEncoder.getInstance().quoteAsString(value));
        }
        return type.startsWith("application/x-www-form-urlencoded")
                ? value -> URLEncoder.encode(value, UTF_8)
                : value -> value;
    }
}
