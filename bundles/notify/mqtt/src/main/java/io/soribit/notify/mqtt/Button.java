// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A message of a button or a switch: {@code TOPIC}, any; {@code TOPIC=TEXT}, that text; {@code
 * TOPIC:KEY=TEXT}, JSON in which the key has that text.
 *
 * @param key empty for the whole payload
 * @param text empty for any payload that is not empty
 */
record Button(String topic, String key, String text) {
    private static final ObjectMapper JSON = new ObjectMapper();

    Button {
        if (topic.isEmpty() || topic.contains("+") || topic.contains("#")) {
            throw new IllegalArgumentException(
                    "'"
                            + topic
                            + "' is not the topic of a button: use TOPIC, TOPIC=TEXT or TOPIC:KEY=TEXT,"
                            + " for example zigbee2mqtt/bedside:action=single");
        }
    }

    /** Throws IllegalArgumentException. */
    static Button parse(String entry) {
        int equals = entry.indexOf('=');
        String place = equals < 0 ? entry : entry.substring(0, equals);
        int colon = place.indexOf(':');
        return new Button(
                (colon < 0 ? place : place.substring(0, colon)).strip(),
                colon < 0 ? "" : place.substring(colon + 1).strip(),
                equals < 0 ? "" : entry.substring(equals + 1).strip());
    }

    /** Whether a payload on its topic means that it is pressed. */
    boolean isPressedBy(String payload) {
        String value = key.isEmpty() ? payload.strip() : value(payload);
        return text.isEmpty() ? !value.isEmpty() : value.equalsIgnoreCase(text);
    }

    private String value(String payload) {
        try {
            JsonNode json = JSON.readTree(payload);
            return json == null ? "" : json.path(key).asText();
        } catch (JsonProcessingException e) {
            return "";
        }
    }
}
