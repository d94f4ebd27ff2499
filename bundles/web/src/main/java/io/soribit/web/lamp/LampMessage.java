// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.lamp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads messages to {@code <name>/set} of lamps in the same way as Zigbee2MQTT. */
final class LampMessage {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LampMessage() {}

    /** The lamp after a message. What the message does not name stays unchanged. */
    static Lamp apply(Lamp before, String payload, Instant now) {
        JsonNode json = read(payload);
        String shown =
                payload.length() > Lamp.LONGEST
                        ? payload.substring(0, Lamp.LONGEST) + "…"
                        : payload;
        if (json == null) {
            return new Lamp(
                    before.name(),
                    now.toString(),
                    before.on(),
                    before.brightness(),
                    before.colour(),
                    before.hue(),
                    null,
                    shown,
                    false);
        }
        Integer brightness = before.brightness();
        boolean on = before.on();
        if (json.path("brightness").isNumber()) {
            brightness = Math.min(254, Math.max(0, json.path("brightness").asInt()));
            on = brightness > 0;
        }
        String colour = colour(json);
        colour = colour == null ? before.colour() : colour;
        return new Lamp(
                before.name(),
                now.toString(),
                state(json.path("state").asText(""), on, before.on()),
                brightness,
                colour,
                colour == null ? null : Colours.name(colour),
                json.path("effect").isTextual() ? json.path("effect").asText() : null,
                shown,
                true);
    }

    private static @Nullable JsonNode read(String payload) {
        String word = payload.strip().toUpperCase(Locale.ROOT);
        if (word.equals("ON") || word.equals("OFF") || word.equals("TOGGLE")) {
            return JSON.createObjectNode().put("state", word);
        }
        try {
            JsonNode json = JSON.readTree(payload);
            return json.isObject() ? json : null;
        } catch (JsonProcessingException notJson) {
            return null; // the page shows the payload as malformed
        }
    }

    private static boolean state(String word, boolean implied, boolean before) {
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "ON" -> true;
            case "OFF" -> false;
            case "TOGGLE" -> !before;
            default -> implied;
        };
    }

    private static @Nullable String colour(JsonNode json) {
        JsonNode c = json.path("color");
        String hex = c.isTextual() ? c.asText() : c.path("hex").asText("");
        if (hex.matches("#?[0-9A-Fa-f]{6}")) {
            return "#" + hex.substring(hex.length() - 6).toUpperCase(Locale.ROOT);
        }
        if (numbers(c, "r", "g", "b")) {
            return Colours.ofRgb(number(c, "r") / 255, number(c, "g") / 255, number(c, "b") / 255);
        }
        String[] rgb = c.path("rgb").asText("").split(",", -1);
        if (rgb.length == 3 && c.path("rgb").asText("").matches("[0-9]{1,3}(, ?[0-9]{1,3}){2}")) {
            return Colours.ofRgb(part(rgb[0]), part(rgb[1]), part(rgb[2]));
        }
        if (numbers(c, "x", "y") && number(c, "y") > 0) {
            return Colours.ofXy(number(c, "x"), number(c, "y"));
        }
        if (numbers(c, "hue", "saturation")) {
            return Colours.ofHue(number(c, "hue"), number(c, "saturation"));
        }
        JsonNode mireds = json.path("color_temp");
        return mireds.isNumber() ? Colours.ofTemperature(mireds.asDouble()) : null;
    }

    private static boolean numbers(JsonNode json, String... keys) {
        for (String key : keys) {
            if (!json.path(key).isNumber()) {
                return false;
            }
        }
        return true;
    }

    private static double number(JsonNode json, String key) {
        return json.path(key).asDouble();
    }

    private static double part(String decimal) {
        return Integer.parseInt(decimal.strip()) / 255.0;
    }
}
