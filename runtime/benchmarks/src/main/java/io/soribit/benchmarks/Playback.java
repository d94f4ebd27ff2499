// SPDX-License-Identifier: Apache-2.0
package io.soribit.benchmarks;

import io.soribit.api.FeatureStream;
import io.soribit.api.FeatureStream.WindowSink;

/** Feeds a recording block by block, without end. */
final class Playback {
    private final float[] samples;
    private final int block;
    private int next;

    /** Plays the whole blocks of the samples. */
    Playback(float[] samples, int block) {
        if (samples.length < block) {
            throw new IllegalArgumentException(
                    "the audio has " + samples.length + " samples, one block is " + block);
        }
        this.samples = samples;
        this.block = block;
    }

    /** Writes the next block. Once a window is full, each block completes one. */
    void advance(FeatureStream features, WindowSink sink) {
        features.write(samples, next, block, sink);
        next = next + 2 * block <= samples.length ? next + block : 0;
    }

    /** Writes blocks until the first window is complete. */
    void untilWindow(FeatureStream features, WindowSink sink) {
        for (int written = 0; written < features.windowSamples(); written += block) {
            advance(features, sink);
        }
    }
}
