// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

import io.soribit.api.AudioFormat;

/**
 * From the interleaved samples of a source to the mono audio that is scored: without DC offset and
 * rumble, and not cancelled out. Allocates nothing once made. Not thread-safe.
 */
public final class MonoInput {
    private static final int BLOCKS_PER_SECOND = 50;

    private final int channels;
    private final int blockFrames;
    private final HighPass highPass;
    private final ChannelMix mix;
    private boolean begun;

    public MonoInput(AudioFormat format) {
        channels = format.channels();
        blockFrames = Math.max(1, format.sampleRate() / BLOCKS_PER_SECOND);
        highPass = new HighPass(format.sampleRate(), channels);
        mix = new ChannelMix(channels);
    }

    /**
     * Takes the next samples; what is no finite number counts as silence.
     *
     * @param interleaved changed by this
     * @return samples written to {@code mono}
     */
    public int take(float[] interleaved, int length, float[] mono) {
        int frames = length / channels;
        limit(interleaved, frames * channels);
        for (int done = 0; done < frames; done += blockFrames) {
            block(interleaved, done, Math.min(blockFrames, frames - done), mono);
        }
        return frames;
    }

    private void block(float[] interleaved, int frame, int frames, float[] mono) {
        int from = frame * channels;
        int to = from + frames * channels;
        for (int channel = 0; channel < channels; channel++) {
            if (!begun) {
                highPass.settle(channel, mean(interleaved, from + channel, to));
            }
            highPass.filter(interleaved, from, to, channel);
        }
        begun = true;
        mix.mix(interleaved, from, frames, mono, frame);
    }

    private double mean(float[] interleaved, int from, int to) {
        double sum = 0;
        int count = 0;
        for (int i = from; i < to; i += channels) {
            sum += interleaved[i];
            count++;
        }
        return sum / count;
    }

    private static void limit(float[] samples, int length) {
        for (int i = 0; i < length; i++) {
            float sample = samples[i];
            samples[i] = Float.isFinite(sample) ? Math.max(-1, Math.min(1, sample)) : 0;
        }
    }
}
