// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.homeassistant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;

/**
 * The state of a light, translated between Home Assistant and the form of Zigbee2MQTT, in which the
 * hub thinks of every lamp.
 */
final class LightState {
    private static final int MOST = 254;

    /** The most in Home Assistant. */
    private static final int FULL = 255;

    private static final double MIRED = 1_000_000;
    private static final Set<String> COLOURS = Set.of("xy", "hs", "rgb", "rgbw", "rgbww");

    private LightState() {}

    /** Whether the light can be reached. */
    static boolean isAvailable(JsonNode state) {
        return state.path("state").asText().matches("on|off");
    }

    /** What it can show: {@code colour}, {@code light} or {@code switch}. */
    static String ability(JsonNode state) {
        Set<String> modes = new HashSet<>();
        state.at("/attributes/supported_color_modes").forEach(mode -> modes.add(mode.asText()));
        if (modes.stream().anyMatch(COLOURS::contains)) {
            return "colour";
        }
        modes.remove("onoff");
        return modes.isEmpty() ? "switch" : "light";
    }

    /** From Home Assistant; of a light that is off it knows no more than that. */
    static ObjectNode report(JsonNode state) {
        ObjectNode report = JsonNodeFactory.instance.objectNode();
        JsonNode attributes = state.path("attributes");
        boolean on = state.path("state").asText().equals("on");
        report.put("state", on ? "ON" : "OFF");
        if (on && attributes.path("brightness").isNumber()) {
            report.put("brightness", Math.min(MOST, attributes.path("brightness").asInt()));
        }
        String mode = attributes.path("color_mode").asText();
        if (on && mode.equals("color_temp")) {
            report.put("color_mode", "color_temp");
            double kelvin = attributes.path("color_temp_kelvin").asDouble(0);
            report.put(
                    "color_temp",
                    kelvin > 0
                            ? (int) Math.round(MIRED / kelvin)
                            : attributes.path("color_temp").asInt());
        } else if (on && COLOURS.contains(mode)) {
            report.put("color_mode", "xy");
            report.putObject("color")
                    .put("x", attributes.at("/xy_color/0").asDouble())
                    .put("y", attributes.at("/xy_color/1").asDouble());
        }
        return report;
    }

    /** The service of Home Assistant that sets this. */
    static String service(JsonNode message) {
        return message.path("state").asText().equals("OFF") ? "turn_off" : "turn_on";
    }

    /** What the service is called with. */
    static ObjectNode data(String entity, JsonNode message) {
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("entity_id", entity);
        if (message.path("transition").isNumber()) {
            data.put("transition", message.path("transition").asDouble());
        }
        if (service(message).equals("turn_off")) {
            return data;
        }
        if (message.path("brightness").isNumber()) {
            int brightness = message.path("brightness").asInt();
            data.put("brightness", brightness == MOST ? FULL : brightness);
        }
        JsonNode colour = message.path("color");
        String hex = colour.path("hex").asText("");
        if (hex.matches("#[0-9A-Fa-f]{6}")) {
            ArrayNode rgb = data.putArray("rgb_color");
            for (int i = 1; i < hex.length(); i += 2) {
                rgb.add(Integer.parseInt(hex.substring(i, i + 2), 16));
            }
        } else if (colour.path("x").isNumber()) {
            data.putArray("xy_color")
                    .add(colour.path("x").asDouble())
                    .add(colour.path("y").asDouble());
        } else if (message.path("color_temp").asInt() > 0) {
            data.put(
                    "color_temp_kelvin",
                    (int) Math.round(MIRED / message.path("color_temp").asInt()));
        }
        return data;
    }
}
