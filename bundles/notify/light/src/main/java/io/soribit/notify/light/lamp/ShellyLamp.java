// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.lamp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A relay or light of a Shelly, second generation or later. It reports parts of its state, which
 * are put together here.
 *
 * <p>Each frame of an alert in which it is on or off otherwise than before comes with {@code
 * toggle_after}: should the hub die, it goes back by itself. The next frame ends that timer.
 */
final class ShellyLamp implements LampProtocol {
    /** In seconds, longer than any frame is shown. */
    private static final int LONGEST_FRAME = 6;

    private static final double FULL = 254;

    private final String name;
    private final String prefix;
    private final String component;
    private final String method;
    private final int id;
    private final String answers;
    private final ObjectNode known = LampJson.object();

    /**
     * @param name topic prefix and component, for example {@code shellyplus1-a8032abe54dc/switch:0}
     * @param root the hub's own topics
     */
    ShellyLamp(String name, String root) {
        this.name = name;
        int slash = name.lastIndexOf('/');
        prefix = name.substring(0, slash);
        component = name.substring(slash + 1);
        id = Integer.parseInt(component.substring(component.indexOf(':') + 1));
        answers = root + "/shelly/" + name;
        method =
                switch (component.substring(0, component.indexOf(':'))) {
                    case "light" -> "Light";
                    case "rgb" -> "RGB";
                    case "rgbw" -> "RGBW";
                    default -> "Switch";
                };
    }

    /** Whether it names a component that can be a lamp. */
    static boolean isName(String name) {
        return name.matches(".+/(switch|light|rgb|rgbw):[0-9]{1,2}");
    }

    @Override
    public String key() {
        return Lamp.Kind.SHELLY.id(name);
    }

    @Override
    public Ability ability() {
        return method.equals("Switch")
                ? Ability.SWITCH
                : method.equals("Light") ? Ability.LIGHT : Ability.COLOUR;
    }

    @Override
    public boolean reportsBrightness() {
        return ability() != Ability.SWITCH;
    }

    @Override
    public List<String> reportTopics() {
        return List.of(answers + "/rpc", prefix + "/events/rpc", prefix + "/status/" + component);
    }

    @Override
    public @Nullable JsonNode read(String from, byte[] payload) throws IOException {
        ObjectNode reported = LampJson.read(payload);
        JsonNode status =
                from.endsWith("/events/rpc")
                        ? reported.path("params").path(component)
                        : from.endsWith("/rpc") ? reported.path("result") : reported;
        if (reported.hasNonNull("error")) {
            throw new IOException(
                    "it refuses a command: "
                            + LampJson.shown(reported.path("error").path("message")));
        }
        if (!status.path("output").isBoolean() && !status.path("brightness").isNumber()) {
            if (status.hasNonNull("output")) {
                throw new IOException(
                        "its output is "
                                + LampJson.shown(status.get("output"))
                                + ", neither true nor false");
            }
            return null;
        }
        if (status.path("output").isBoolean()) {
            known.put("state", status.get("output").asBoolean() ? "ON" : "OFF");
        }
        if (ability() != Ability.SWITCH && status.path("brightness").isNumber()) {
            known.put("brightness", Math.round(status.get("brightness").asInt() * FULL / 100));
        }
        if (status.path("white").isNumber()) {
            known.set(LampState.WHITE, status.get("white"));
        }
        JsonNode rgb = status.path("rgb");
        if (ability() == Ability.COLOUR && rgb.isArray() && rgb.size() == 3) {
            String hex = "#%02X%02X%02X".formatted(part(rgb, 0), part(rgb, 1), part(rgb, 2));
            known.putObject("color").put("hex", hex);
        }
        return known.has("state") ? known.deepCopy() : null;
    }

    private static int part(JsonNode rgb, int index) {
        return Math.max(0, Math.min(255, rgb.get(index).asInt()));
    }

    @Override
    public List<Message> question() {
        return List.of(call("GetStatus", LampJson.object().put("id", id)));
    }

    @Override
    public List<Message> say(ObjectNode target) {
        return List.of(call("Set", parameters(target)));
    }

    @Override
    public List<Message> flash(ObjectNode frame, boolean wasOn) {
        ObjectNode parameters = parameters(frame);
        if (parameters.get("on").asBoolean() != wasOn) {
            parameters.put("toggle_after", LONGEST_FRAME);
        }
        return List.of(call("Set", parameters));
    }

    private ObjectNode parameters(ObjectNode target) {
        boolean on = target.path("state").asText().equals("ON");
        ObjectNode json = LampJson.object().put("id", id).put("on", on);
        if (on && method.equals("RGBW")) {
            json.put("white", target.path(LampState.WHITE).asInt(0));
        }
        if (on && ability() != Ability.SWITCH && target.path("brightness").isNumber()) {
            json.put("brightness", Math.round(target.get("brightness").asInt() * 100 / FULL));
        }
        String hex = target.path("color").path("hex").asText();
        if (on && ability() == Ability.COLOUR && hex.matches("#[0-9A-Fa-f]{6}")) {
            ArrayNode rgb = json.putArray("rgb");
            for (int i = 1; i < 7; i += 2) {
                rgb.add(Integer.parseInt(hex.substring(i, i + 2), 16));
            }
        }
        return json;
    }

    private Message call(String what, ObjectNode parameters) {
        ObjectNode json = LampJson.object().put("id", 1).put("src", answers);
        json.put("method", method + "." + what).set("params", parameters);
        return new Message(prefix + "/rpc", json.toString());
    }
}
