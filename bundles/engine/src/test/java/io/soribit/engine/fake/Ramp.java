// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.fake;

/** Audio in which each sample says its position; silence says -1. */
public final class Ramp {
    private static final float SCALE = 1 << 24;

    private Ramp() {}

    public static float[] samples(long from, int length) {
        float[] samples = new float[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (from + i + 1) / SCALE;
        }
        return samples;
    }

    public static long position(float sample) {
        return Math.round((double) sample * SCALE) - 1;
    }
}
