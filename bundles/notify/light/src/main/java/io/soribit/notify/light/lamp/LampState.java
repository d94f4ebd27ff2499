// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.lamp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The state of a lamp in the form of Zigbee2MQTT, as far as it can be restored. */
public final class LampState {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final double NEAR = 0.02;
    private static final double NEAR_DEGREES = 3;
    private static final double NEAR_STEPS = 5;

    /** Number under which a lamp keeps the state that it is to have again, if it can. */
    static final String PRESET = "preset";

    /** Light of white LEDs beside the coloured ones, 0 to 255. */
    static final String WHITE = "white";

    /** Whether it fades by itself (Tasmota): 1, or absent. */
    static final String FADE = "fade";

    private final boolean on;
    private final ObjectNode light;

    private LampState(boolean on, ObjectNode light) {
        this.on = on;
        this.light = light;
    }

    /**
     * @param state a message with at least {@code state}
     */
    public LampState(JsonNode state) {
        this(state.path("state").asText().equalsIgnoreCase("ON"), JSON.objectNode());
        if (isBetween(state.path("brightness"), 255)) {
            light.set("brightness", state.get("brightness"));
        }
        String mode = state.path("color_mode").asText();
        JsonNode white = state.path("color_temp");
        @Nullable ObjectNode colour = colour(state.path("color"), mode);
        if (isBetween(white, 1_000) && (mode.equals("color_temp") || colour == null)) {
            light.set("color_temp", white);
        } else if (colour != null) {
            light.set("color", colour);
        }
        for (String key : List.of(WHITE, FADE, PRESET)) {
            if (state.path(key).isInt()) {
                light.set(key, state.get(key));
            }
        }
    }

    /** A state, as far as it is known, that the lamp keeps itself. */
    public static LampState kept(@Nullable LampState known) {
        ObjectNode json = known == null ? switched(false) : known.toJson();
        return new LampState(json.put(PRESET, 1));
    }

    /** Whether the lamp keeps it itself. */
    public boolean isKept() {
        return light.has(PRESET);
    }

    private static boolean isBetween(JsonNode number, int most) {
        return number.isNumber() && number.asDouble() >= 0 && number.asDouble() <= most;
    }

    public static boolean isState(JsonNode message) {
        String state = message.path("state").asText();
        return state.equalsIgnoreCase("ON") || state.equalsIgnoreCase("OFF");
    }

    /** A message that this class reads as this state. */
    public ObjectNode toJson() {
        return JSON.objectNode().put("state", on ? "ON" : "OFF").setAll(light);
    }

    public boolean isOn() {
        return on;
    }

    /** The same light, switched off. */
    public LampState off() {
        return new LampState(false, light);
    }

    /** Whether a report matches this state, as far as it says, up to rounding. */
    public boolean isReachedBy(LampState reported) {
        return (isKept() && reported.isKept())
                || (on == reported.on && (!on || hasLightOf(reported)));
    }

    /** Whether a lamp that fades to this may report that on its way. */
    public boolean isFadedTo(LampState reported) {
        ObjectNode rest = light.deepCopy().without("brightness");
        return on && reported.on && new LampState(true, rest).hasLightOf(reported);
    }

    /** Whether both shine alike, if they shine. */
    public boolean hasLightOf(LampState reported) {
        boolean whiteOrColour =
                (light.has("color_temp") && reported.light.has("color"))
                        || (light.has("color") && reported.light.has("color_temp"));
        return !whiteOrColour
                && near(light, reported.light, "brightness", NEAR_STEPS)
                && near(light, reported.light, "color_temp", NEAR_STEPS)
                && near(light, reported.light, WHITE, NEAR_STEPS)
                && near(light.path("color"), reported.light.path("color"), "x", NEAR)
                && near(light.path("color"), reported.light.path("color"), "y", NEAR)
                && near(light.path("color"), reported.light.path("color"), "hue", NEAR_DEGREES)
                && near(
                        light.path("color"),
                        reported.light.path("color"),
                        "saturation",
                        NEAR_DEGREES)
                && near(light.path("color"), reported.light.path("color"), "hex", 0);
    }

    private static boolean near(JsonNode one, JsonNode two, String key, double distance) {
        JsonNode a = one.path(key);
        JsonNode b = two.path(key);
        if (a.isNumber() && b.isNumber()) {
            return Math.abs(a.asDouble() - b.asDouble()) <= distance;
        }
        return a.isMissingNode() || b.isMissingNode() || a.asText().equalsIgnoreCase(b.asText());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LampState state && toJson().equals(state.toJson());
    }

    @Override
    public int hashCode() {
        return toJson().hashCode();
    }

    @Override
    public String toString() {
        return toJson().toString();
    }

    /** Zigbee2MQTT reports one colour in several forms; its mode says which of them counts. */
    private static @Nullable ObjectNode colour(JsonNode colour, String mode) {
        List<List<String>> forms =
                mode.equals("hs")
                        ? List.of(List.of("hue", "saturation"), List.of("x", "y"))
                        : List.of(List.of("x", "y"), List.of("hue", "saturation"));
        for (List<String> form : forms) {
            if (form.stream().allMatch(colour::has)) {
                ObjectNode chosen = JSON.objectNode();
                form.forEach(key -> chosen.set(key, colour.get(key)));
                return chosen;
            }
        }
        return colour.has("hex") ? JSON.objectNode().set("hex", colour.get("hex")) : null;
    }

    /**
     * The messages that bring a lamp back here. A lamp that was off has to be lit once in its old
     * light: else it would come back in the colour of the alert when somebody switches it on.
     */
    public List<ObjectNode> restoration() {
        if (isKept()) {
            return List.of(toJson());
        }
        ObjectNode lit = switched(true).setAll(light);
        if (on) {
            return List.of(lit);
        }
        return light.isEmpty() ? List.of(switched(false)) : List.of(lit, switched(false));
    }

    /**
     * The message that shows a frame.
     *
     * @param brightness 0 to 254; a dark frame has none
     */
    public static ObjectNode message(Frame frame, int brightness) {
        if (frame.colour().isEmpty()) {
            return switched(false);
        }
        ObjectNode message = switched(true);
        message.put("brightness", brightness);
        message.putObject("color").put("hex", frame.colour());
        return message;
    }

    public static ObjectNode switched(boolean on) {
        return JSON.objectNode().put("state", on ? "ON" : "OFF").put("transition", 0);
    }
}
