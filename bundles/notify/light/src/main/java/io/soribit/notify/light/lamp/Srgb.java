// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.lamp;

/** Light of sRGB colours. */
public final class Srgb {
    private Srgb() {}

    /** Linear light of a channel, both from 0 to 1. */
    public static double linear(double value) {
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
