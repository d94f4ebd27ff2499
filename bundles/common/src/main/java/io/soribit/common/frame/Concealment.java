// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.frame;

/**
 * What is played in the place of lost audio: the last 20 ms again, forwards and backwards so that
 * there is no step, fading out within 60 ms. Not thread-safe.
 */
final class Concealment {
    private static final int LONGEST_MILLIS = 60;
    private static final int MEMORY_MILLIS = 20;

    private final int channels;
    private final int longest;
    private final float[] memory;
    private int kept;

    Concealment(int sampleRate, int channels) {
        this.channels = channels;
        longest = sampleRate * LONGEST_MILLIS / 1000;
        memory = new float[sampleRate * MEMORY_MILLIS / 1000 * channels];
    }

    /** Frames that are concealed at most. */
    int longest() {
        return longest;
    }

    /** Takes what was received. */
    void remember(float[] samples) {
        int fresh = Math.min(samples.length, memory.length);
        System.arraycopy(memory, fresh, memory, 0, memory.length - fresh);
        System.arraycopy(samples, samples.length - fresh, memory, memory.length - fresh, fresh);
        kept = Math.min(memory.length, kept + fresh);
    }

    /**
     * Replaces lost audio.
     *
     * @param frames that are lost
     * @return that many frames, 60 ms at most; fewer if nothing was received before
     */
    float[] conceal(int frames) {
        int known = kept / channels;
        float[] out = new float[known == 0 ? 0 : Math.min(frames, longest) * channels];
        for (int i = 0; i < out.length; i++) {
            int frame = i / channels;
            int phase = frame % (2 * known);
            int back = phase < known ? phase : 2 * known - 1 - phase;
            float fade = 1 - (float) frame / longest;
            out[i] = fade * memory[memory.length - (back + 1) * channels + i % channels];
        }
        return out;
    }
}
