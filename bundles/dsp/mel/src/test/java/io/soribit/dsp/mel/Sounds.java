// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.mel;

import java.util.Random;

/** Synthesised signals for tests. */
final class Sounds {
    private Sounds() {}

    static float[] sine(double hertz, int sampleRate, int samples) {
        float[] signal = new float[samples];
        for (int i = 0; i < samples; i++) {
            signal[i] = (float) (0.5 * Math.sin(2 * Math.PI * hertz * i / sampleRate));
        }
        return signal;
    }

    static float[] noise(int samples) {
        Random random = new Random(7);
        float[] signal = new float[samples];
        for (int i = 0; i < samples; i++) {
            signal[i] = random.nextFloat() - 0.5f;
        }
        return signal;
    }
}
