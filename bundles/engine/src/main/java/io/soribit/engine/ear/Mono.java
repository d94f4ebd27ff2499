// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

/** Interleaved samples to mono. */
public final class Mono {
    private Mono() {}

    /**
     * Averages the channels; what is no finite number becomes silence.
     *
     * @return samples written
     */
    public static int mix(float[] interleaved, int length, int channels, float[] mono) {
        int frames = length / channels;
        for (int frame = 0; frame < frames; frame++) {
            float sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                sum += interleaved[frame * channels + channel];
            }
            mono[frame] = Float.isFinite(sum) ? sum / channels : 0;
        }
        return frames;
    }
}
