// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.fake;

/** The highest tone there is: samples of alternating sign. */
public final class Tone {
    private Tone() {}

    /** Fills a part; its samples at even positions have the sign of the amplitude. */
    public static void fill(float[] samples, int from, int to, float amplitude) {
        for (int i = from; i < to; i++) {
            samples[i] = i % 2 == 0 ? amplitude : -amplitude;
        }
    }
}
