// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.fake;

/**
 * Audio in which each sample says its position, of 16 bits: positions that are multiples of 1,000
 * are distinct for four million samples. Silence says -1.
 */
public final class Ramp {
    private static final int VALUES = 32_768;
    private static final int STEP = 1_000;
    private static final int DISTINCT = VALUES / 8 * STEP;

    private Ramp() {}

    public static float[] samples(long from, int length) {
        float[] samples = new float[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (float) ((from + i + 1) % VALUES) / VALUES;
        }
        return samples;
    }

    public static long position(float sample) {
        int value = Math.round(sample * VALUES) - 1;
        for (int at = 0; at < DISTINCT; at += STEP) {
            if (at % VALUES == value) {
                return at;
            }
        }
        return value;
    }
}
