// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

import java.util.Arrays;

/**
 * Mixes the channels to mono: their mean, or only the loudest where they cancel each other out, as
 * those of a microphone with one side inverted do. Allocates nothing. Not thread-safe.
 */
final class ChannelMix {
    /** A mean of unrelated channels loses 3 dB, one of a channel and a silent one 6 dB. */
    private static final double MOST_LOSS = 0.1;

    private static final double LITTLE_LOSS = 0.3;

    /** Of a block of 20 ms: loud sounds decide for some seconds. */
    private static final double MEMORY = 0.99;

    private static final int MEAN = -1;

    private final int channels;
    private final double[] energies;
    private final float[] weights;
    private double meanEnergy;
    private int chosen = MEAN;
    private boolean begun;

    ChannelMix(int channels) {
        this.channels = channels;
        energies = new double[channels];
        weights = new float[channels];
    }

    /** Mixes one block, in which the choice changes smoothly. */
    void mix(float[] interleaved, int from, int frames, float[] mono, int to) {
        measure(interleaved, from, frames);
        choose();
        Arrays.fill(mono, to, to + frames, 0);
        for (int channel = 0; channel < channels; channel++) {
            float target = target(channel);
            float weight = begun ? weights[channel] : target;
            float step = (target - weight) / frames;
            int at = from + channel;
            for (int frame = to; frame < to + frames; frame++) {
                weight += step;
                mono[frame] += weight * interleaved[at];
                at += channels;
            }
            weights[channel] = target;
        }
        begun = true;
    }

    private float target(int channel) {
        if (chosen == MEAN) {
            return 1f / channels;
        }
        return channel == chosen ? 1 : 0;
    }

    private void measure(float[] interleaved, int from, int frames) {
        double mean = 0;
        for (int channel = 0; channel < channels; channel++) {
            energies[channel] *= MEMORY;
        }
        for (int at = from; at < from + frames * channels; at += channels) {
            float sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                float sample = interleaved[at + channel];
                energies[channel] += sample * sample;
                sum += sample;
            }
            mean += sum * sum;
        }
        meanEnergy = meanEnergy * MEMORY + mean / channels / channels;
    }

    private void choose() {
        int loudest = 0;
        for (int channel = 1; channel < channels; channel++) {
            loudest = energies[channel] > energies[loudest] ? channel : loudest;
        }
        double kept = meanEnergy / energies[loudest]; // NaN in digital silence: no change
        if (chosen == MEAN ? kept < MOST_LOSS : kept < LITTLE_LOSS) {
            boolean stays = chosen != MEAN && energies[chosen] * 2 > energies[loudest];
            chosen = stays ? chosen : loudest;
        } else if (kept >= LITTLE_LOSS) {
            chosen = MEAN;
        }
    }
}
