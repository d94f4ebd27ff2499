// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.lamp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A strip or lamp with WLED. It cannot be asked, and what it tells is not all of its state
 * (segments, palettes): hence it saves that itself as preset {@value #PRESET} before it flashes,
 * and the way back is to apply it. Its playlists are not used: their presets would have to be
 * written to its flash memory for each colour, and they run by its own clock.
 */
final class WledLamp implements LampProtocol {
    /** The hub's own, of 250. */
    static final int PRESET = 250;

    /** WLED tells at most once a second, in this XML: its state as a whole. */
    private static final Pattern NUMBER =
            Pattern.compile("<(ac|cl|fx|ps)>(-?[0-9]{1,3})</(?:ac|cl|fx|ps)>");

    private static final int LONGEST = 4_096;

    private final String topic;

    /**
     * @param topic of the device, for example {@code wled/shelf}
     */
    WledLamp(String topic) {
        this.topic = topic;
    }

    @Override
    public String key() {
        return Lamp.Kind.WLED.id(topic);
    }

    @Override
    public Ability ability() {
        return Ability.COLOUR;
    }

    @Override
    public boolean reports() {
        return false;
    }

    @Override
    public List<String> tells() {
        return List.of(topic + "/v");
    }

    @Override
    public @Nullable JsonNode read(String from, byte[] payload) throws IOException {
        String xml =
                new String(
                        payload,
                        0,
                        Math.min(payload.length, LONGEST),
                        java.nio.charset.StandardCharsets.UTF_8);
        Matcher numbers = NUMBER.matcher(xml);
        int brightness = -1;
        int preset = -1;
        int[] rgb = new int[3];
        int channels = 0;
        while (numbers.find()) {
            int value = Math.min(255, Integer.parseInt(numbers.group(2)));
            switch (numbers.group(1)) {
                case "ac" -> brightness = value;
                case "ps" -> preset = value;
                case "cl" -> {
                    if (channels < 3) {
                        rgb[channels++] = Math.max(0, value);
                    }
                }
                default -> {}
            }
        }
        if (brightness < 0 || channels < 3) {
            throw new IOException("it is no state of WLED");
        }
        ObjectNode told = LampJson.object().put("state", brightness > 0 ? "ON" : "OFF");
        if (brightness > 0) {
            told.put("brightness", Math.min(254, brightness));
        }
        told.putObject("color").put("hex", "#%02X%02X%02X".formatted(rgb[0], rgb[1], rgb[2]));
        if (preset == PRESET) {
            told.put(LampState.PRESET, 1);
        }
        return told;
    }

    @Override
    public List<Message> question() {
        return List.of();
    }

    @Override
    public List<Message> keep() {
        return List.of(
                api(
                        LampJson.object()
                                .put("psave", PRESET)
                                .put("n", "Before an alert")
                                .put("ib", true)
                                .put("sb", true)));
    }

    @Override
    public List<Message> say(ObjectNode wish) {
        ObjectNode json = LampJson.object();
        if (wish.has(LampState.PRESET)) {
            return List.of(api(json.put("ps", PRESET)));
        }
        boolean on = wish.path("state").asText().equals("ON");
        json.put("on", on).put("tt", 0);
        if (on && wish.has("brightness")) {
            int brightness = wish.get("brightness").asInt();
            json.put("bri", brightness >= 254 ? 255 : brightness);
        }
        String hex = wish.path("color").path("hex").asText();
        if (on && hex.matches("#[0-9A-Fa-f]{6}")) {
            ArrayNode colour = json.putObject("seg").put("fx", 0).putArray("col").addArray();
            for (int i = 1; i < 7; i += 2) {
                colour.add(Integer.parseInt(hex.substring(i, i + 2), 16));
            }
        }
        return List.of(api(json));
    }

    private Message api(ObjectNode json) {
        return new Message(topic + "/api", json.toString());
    }
}
