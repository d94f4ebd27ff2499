// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.lamp;

import java.util.Locale;

/** Converts between the colours of lamp protocols, sRGB, and names. */
final class Colours {
    private Colours() {}

    /** Parts from 0 to 1. */
    static String ofRgb(double red, double green, double blue) {
        return String.format(
                Locale.ROOT, "#%02X%02X%02X", byteOf(red), byteOf(green), byteOf(blue));
    }

    /** CIE 1931 chromaticity at full brightness, in sRGB. */
    static String ofXy(double x, double y) {
        double capX = x / y;
        double capZ = (1 - x - y) / y;
        double red = 3.2406 * capX - 1.5372 - 0.4986 * capZ;
        double green = -0.9689 * capX + 1.8758 + 0.0415 * capZ;
        double blue = 0.0557 * capX - 0.2040 + 1.0570 * capZ;
        double most = Math.max(red, Math.max(green, blue));
        return ofRgb(gamma(red / most), gamma(green / most), gamma(blue / most));
    }

    /** Hue in degrees, saturation in percent, at full brightness. */
    static String ofHue(double hue, double saturation) {
        double s = Math.min(1, Math.max(0, saturation / 100));
        return ofRgb(channel(hue, 5, s), channel(hue, 3, s), channel(hue, 1, s));
    }

    /**
     * White of a colour temperature in mireds: 153 is cool, 500 is warm. Precise enough for a page.
     */
    static String ofTemperature(double mireds) {
        double warmth = Math.min(1, Math.max(0, (mireds - 153) / (500 - 153)));
        return ofRgb(0.91 + 0.09 * warmth, 0.93 - 0.27 * warmth, 1 - 0.66 * warmth);
    }

    /** The name of a colour: a key of the page's texts. */
    static String name(String hex) {
        int rgb = Integer.parseInt(hex.substring(1), 16);
        int red = rgb >> 16 & 255;
        int green = rgb >> 8 & 255;
        int blue = rgb & 255;
        int most = Math.max(red, Math.max(green, blue));
        int span = most - Math.min(red, Math.min(green, blue));
        double hue = span == 0 ? 0 : hue(red, green, blue, most, span);
        double saturation = most == 0 ? 0 : (double) span / most;
        if (hue > 10 && hue < 70 && saturation > 0.08 && saturation < 0.5) {
            return "warm_white";
        }
        return saturation < 0.3 ? "white" : hueName(hue);
    }

    private static double hue(int red, int green, int blue, int most, int span) {
        double sixth;
        if (most == red) {
            sixth = (double) (green - blue) / span;
        } else if (most == green) {
            sixth = (double) (blue - red) / span + 2;
        } else {
            sixth = (double) (red - green) / span + 4;
        }
        return (sixth * 60 + 360) % 360;
    }

    private static String hueName(double hue) {
        if (hue < 15 || hue >= 345) return "red";
        if (hue < 42) return "orange";
        if (hue < 70) return "yellow";
        if (hue < 165) return "green";
        if (hue < 195) return "turquoise";
        if (hue < 250) return "blue";
        return hue < 290 ? "violet" : "pink";
    }

    private static double channel(double hue, int n, double saturation) {
        double k = (n + ((hue % 360) + 360) % 360 / 60) % 6;
        return 1 - saturation * Math.max(0, Math.min(1, Math.min(k, 4 - k)));
    }

    private static double gamma(double linear) {
        double c = Math.max(0, linear);
        return c <= 0.0031308 ? 12.92 * c : 1.055 * Math.pow(c, 1 / 2.4) - 0.055;
    }

    private static long byteOf(double part) {
        return Math.round(255 * Math.min(1, Math.max(0, part)));
    }
}
