// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.awtrix;

/** Colours of text that blinks: never saturated red, which must not flash. */
final class TextColour {
    private static final double SATURATED = 0.8;
    private static final int STEP = 8;

    private TextColour() {}

    /** The nearest colour that may blink: a saturated red is mixed with white until it is none. */
    static String safe(String colour) {
        int[] channels = {channel(colour, 1), channel(colour, 3), channel(colour, 5)};
        while (isSaturatedRed(channels)) {
            channels[1] = Math.min(255, channels[1] + STEP);
            channels[2] = Math.min(255, channels[2] + STEP);
        }
        return String.format("#%02X%02X%02X", channels[0], channels[1], channels[2]);
    }

    /** WCAG's definition: R / (R + G + B) of at least 0.8, in linear light. */
    private static boolean isSaturatedRed(int[] channels) {
        double red = linear(channels[0]);
        double all = red + linear(channels[1]) + linear(channels[2]);
        return all > 0 && red / all >= SATURATED;
    }

    private static int channel(String colour, int begin) {
        return Integer.parseInt(colour.substring(begin, begin + 2), 16);
    }

    private static double linear(int channel) {
        double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
