// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.fake;

/**
 * Audio in which each sample says its position, of 16 bits, also behind a high-pass: as the
 * amplitude of the highest frequency there is. Positions that are multiples of 1,000 are distinct
 * for two and a half million samples. Silence says -1.
 */
public final class Ramp {
    private static final int VALUES = 32_768;
    private static final int STEP = 1_000;
    private static final int APART = 13;
    private static final int LEAST = 7;

    private Ramp() {}

    public static float[] samples(long from, int length) {
        float[] samples = new float[length];
        for (int i = 0; i < length; i++) {
            long at = from + i;
            long amplitude = at / STEP * APART + LEAST + at % 10;
            samples[i] = (float) (at % 2 == 0 ? amplitude : -amplitude) / VALUES;
        }
        return samples;
    }

    public static long position(float sample) {
        float amplitude = sample * VALUES;
        return amplitude < 2 ? -1 : (long) Math.round((amplitude - LEAST) / APART) * STEP;
    }
}
