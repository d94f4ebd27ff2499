// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.mel;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.FeatureStream;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Collects the windows of a stream. */
final class Windows implements FeatureStream.WindowSink {
    final List<Long> starts = new ArrayList<>();
    final List<float[]> features = new ArrayList<>();

    @Override
    public void window(long start, FloatBuffer window) {
        assertThat(window.order()).isEqualTo(ByteOrder.nativeOrder());
        assertThat(window.isDirect()).isTrue();
        float[] copy = new float[window.remaining()];
        window.get(copy);
        starts.add(start);
        features.add(copy);
    }

    static Windows of(FeatureStream stream, float[] signal) {
        Windows windows = new Windows();
        stream.write(signal, 0, signal.length, windows);
        return windows;
    }

    /**
     * The same, written in blocks of 1 to {@code longest} samples that begin anywhere in an array.
     */
    static Windows inBlocks(FeatureStream stream, float[] signal, int longest, long seed) {
        Windows windows = new Windows();
        Random random = new Random(seed);
        int position = 0;
        while (position < signal.length) {
            int length = Math.min(1 + random.nextInt(longest), signal.length - position);
            int offset = random.nextInt(3);
            float[] block = new float[offset + length + 2];
            System.arraycopy(signal, position, block, offset, length);
            stream.write(block, offset, length, windows);
            position += length;
        }
        return windows;
    }
}
