// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.lamp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A lamp or relay with Tasmota. It reports parts of its state, which are put together here.
 *
 * <p>Its own {@code Blink} is not used: it would run by the lamp's own clock. A frame of an alert
 * in which it is on or off otherwise than before is followed by {@code Delay} and the restoring
 * command, so that a bed shaker goes off by itself if the hub dies; what the hub says next empties
 * that queue first. ({@code PulseTime} would do, too, but is a setting of the person's.)
 */
final class TasmotaLamp implements LampProtocol {
    private static final double FULL = 254;

    /** In tenths of a second, longer than any frame is shown. */
    private static final int LONGEST_FRAME = 60;

    /** It reports these words, too, none of which is a state. */
    private static final Pattern OTHER = Pattern.compile("|TOGGLE|HOLD|(?i)BLINK.*");

    private final String topic;
    private final ObjectNode known = LampJson.object();
    private Ability ability = Ability.SWITCH;
    private boolean flashing;

    /**
     * @param topic of the device, for example {@code hall}
     */
    TasmotaLamp(String topic) {
        this.topic = topic;
    }

    @Override
    public String key() {
        return Lamp.Kind.TASMOTA.id(topic);
    }

    @Override
    public Ability ability() {
        return ability;
    }

    @Override
    public List<String> reportTopics() {
        return List.of("stat/" + topic + "/RESULT", "tele/" + topic + "/STATE");
    }

    @Override
    public @Nullable JsonNode read(String from, byte[] payload) throws IOException {
        ObjectNode reported = LampJson.read(payload);
        String power = reported.path("POWER").asText(reported.path("POWER1").asText());
        if (power.equals("ON") || power.equals("OFF")) {
            known.put("state", power);
        } else if (!OTHER.matcher(power).matches()) {
            throw new IOException(
                    "its POWER is "
                            + LampJson.shown(LampJson.object().textNode(power))
                            + ": set StateText1 OFF and StateText2 ON in its console");
        }
        if (reported.path("Dimmer").isNumber()) {
            ability = ability == Ability.SWITCH ? Ability.LIGHT : ability;
            known.put("brightness", Math.round(reported.get("Dimmer").asInt() * FULL / 100));
        }
        if (reported.has("Fade") && !flashing) {
            known.put(LampState.FADE, reported.get("Fade").asText().equals("ON") ? 1 : 0);
        }
        readColour(reported);
        return known.has("state") ? known.deepCopy() : null;
    }

    private void readColour(ObjectNode reported) {
        String[] hsb = reported.path("HSBColor").asText().split(",", -1);
        if (hsb.length != 3) {
            return;
        }
        ability = Ability.COLOUR;
        boolean white = reported.path("White").asInt() > 0;
        known.put("color_mode", white ? "color_temp" : "hs");
        known.remove("color_temp");
        if (white && reported.path("CT").isNumber()) {
            known.set("color_temp", reported.get("CT"));
        }
        known.putObject("color").put("hue", number(hsb[0])).put("saturation", number(hsb[1]));
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
    }

    @Override
    public List<Message> question() {
        return List.of(new Message("cmnd/" + topic + "/State", ""));
    }

    @Override
    public List<Message> say(ObjectNode target) {
        flashing = false;
        boolean fades = target.path(LampState.FADE).asInt() == 1;
        return backlog(commands(target) + (fades ? ";Fade 1" : ""));
    }

    @Override
    public List<Message> flash(ObjectNode frame, boolean wasOn) {
        flashing = true;
        boolean on = frame.path("state").asText().equals("ON");
        String end = ";Delay " + LONGEST_FRAME + ";Power1 " + (wasOn ? "ON" : "OFF");
        return backlog(commands(frame) + (on == wasOn ? "" : end));
    }

    /** In place of what waits; without the pauses that it makes else between commands. */
    private List<Message> backlog(String commands) {
        return List.of(
                new Message("cmnd/" + topic + "/Backlog", ""),
                new Message("cmnd/" + topic + "/Backlog0", commands));
    }

    private String commands(ObjectNode target) {
        boolean on = target.path("state").asText().equals("ON");
        StringBuilder all = new StringBuilder();
        if (ability != Ability.SWITCH && (on || flashing)) {
            all.append("Fade 0;");
        }
        if (on && ability == Ability.COLOUR) {
            all.append(colour(target));
        } else if (on && ability == Ability.LIGHT && target.has("brightness")) {
            all.append("Dimmer ").append(percent(target)).append(';');
        }
        return all.append("Power1 ").append(on ? "ON" : "OFF").toString();
    }

    private static String colour(ObjectNode target) {
        JsonNode colour = target.path("color");
        if (colour.has("hex")) {
            return "Color " + colour.get("hex").asText().toUpperCase(Locale.ROOT) + ";";
        }
        if (colour.has("hue")) {
            return "HSBColor %d,%d,%d;"
                    .formatted(
                            colour.get("hue").asInt(),
                            colour.path("saturation").asInt(),
                            percent(target));
        }
        // White and colours have a brightness each: first, so that no light is reported that
        // was not requested; last, so that it counts.
        String dimmer = target.has("brightness") ? "Dimmer " + percent(target) + ";" : "";
        return target.has("color_temp")
                ? dimmer + "CT " + target.get("color_temp").asInt() + ";" + dimmer
                : dimmer;
    }

    private static long percent(ObjectNode target) {
        return Math.round(target.path("brightness").asDouble(FULL) * 100 / FULL);
    }
}
