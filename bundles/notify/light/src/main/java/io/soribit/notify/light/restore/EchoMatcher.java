// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.restore;

import com.fasterxml.jackson.databind.JsonNode;
import io.soribit.notify.light.lamp.Srgb;

/** Distinguishes what the hub has shown from what a person has set. */
final class EchoMatcher {
    /** Lamps and gateways round; frames are near full. */
    private static final int FULL = FrameMark.LOWEST;

    /** Lamps cannot show every colour; the nearest they can is at most so far in CIE 1931 xy. */
    private static final double NEAR = 0.1;

    private EchoMatcher() {}

    /**
     * Whether a message is what a lamp reports when it shows a frame. A lamp that reports the
     * frame's colour is being sent to it, however bright; of one without colours the brightness
     * decides.
     *
     * @param colour {@code #RRGGBB}, or empty for dark
     */
    static boolean of(String colour, JsonNode message) {
        boolean on = message.path("state").asText().equalsIgnoreCase("ON");
        if (!on || colour.isEmpty()) {
            return !on && colour.isEmpty();
        }
        return ofLight(colour, message);
    }

    /** As {@link #of}, whether it is on or off now. */
    static boolean ofLight(String colour, JsonNode message) {
        boolean white = message.path("color_mode").asText().equals("color_temp");
        JsonNode reported = message.path("color");
        if (!reported.isObject()) {
            return isFull(message);
        }
        return !white && near(colour, reported);
    }

    /** Whether a lamp is at full brightness, as far as it reports. */
    static boolean isFull(JsonNode message) {
        return message.path("brightness").asInt(FULL) >= FULL;
    }

    private static boolean near(String colour, JsonNode reported) {
        if (reported.has("hex")) {
            return reported.get("hex").asText().equalsIgnoreCase(colour);
        }
        if (reported.has("x") && reported.has("y")) {
            double[] xy = xy(rgb(colour));
            return Math.hypot(
                            xy[0] - reported.get("x").asDouble(),
                            xy[1] - reported.get("y").asDouble())
                    <= NEAR;
        }
        double[] xy = xy(rgb(colour));
        double[] is =
                xy(
                        rgb(
                                reported.path("hue").asDouble(),
                                reported.path("saturation").asDouble() / 100));
        return Math.hypot(xy[0] - is[0], xy[1] - is[1]) <= NEAR;
    }

    private static double[] rgb(String colour) {
        double[] rgb = new double[3];
        for (int i = 0; i < 3; i++) {
            rgb[i] = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
        }
        return rgb;
    }

    /** At full value, from a hue in degrees and a saturation from 0 to 1. */
    private static double[] rgb(double hue, double saturation) {
        double[] rgb = new double[3];
        for (int i = 0; i < 3; i++) {
            double k = ((i == 0 ? 5 : i == 1 ? 3 : 1) + hue / 60) % 6;
            rgb[i] = 1 - saturation * Math.max(0, Math.min(1, Math.min(k, 4 - k)));
        }
        return rgb;
    }

    /** CIE 1931 chromaticity of sRGB. */
    private static double[] xy(double[] rgb) {
        double r = Srgb.linear(rgb[0]);
        double g = Srgb.linear(rgb[1]);
        double b = Srgb.linear(rgb[2]);
        double x = 0.4124 * r + 0.3576 * g + 0.1805 * b;
        double y = 0.2126 * r + 0.7152 * g + 0.0722 * b;
        double z = 0.0193 * r + 0.1192 * g + 0.9505 * b;
        double all = x + y + z;
        return all == 0 ? new double[] {0.3127, 0.3290} : new double[] {x / all, y / all};
    }
}
