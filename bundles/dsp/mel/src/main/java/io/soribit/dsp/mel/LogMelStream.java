// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.mel;

import io.soribit.api.FeatureStream;
import java.util.Objects;

/** Cuts samples into overlapping frames, transforms each once and emits windows of rows. */
final class LogMelStream implements FeatureStream {
    private final FrameTransform transform;
    private final WindowRing ring;
    private final int windowSamples;
    private final int hop;
    private final float[] frame;
    private final float[] row;
    private int filled;
    private int skip;

    /**
     * @param transform makes a row of bands of a frame
     * @param strideFrames frames from the start of a window to the start of the next
     */
    LogMelStream(MelSpec spec, FrameTransform transform, int strideFrames) {
        this.transform = transform;
        hop = spec.hop();
        windowSamples = spec.windowSamples();
        frame = new float[spec.fftSize()];
        row = new float[spec.bands()];
        ring =
                new WindowRing(
                        spec.frames() * spec.bands(),
                        (long) strideFrames * spec.bands(),
                        (long) strideFrames * hop);
    }

    @Override
    public int windowSize() {
        return ring.size();
    }

    @Override
    public int windowSamples() {
        return windowSamples;
    }

    @Override
    public void write(float[] samples, int offset, int length, WindowSink sink) {
        Objects.checkFromIndexSize(offset, length, samples.length);
        int from = offset;
        int end = offset + length;
        while (from < end) {
            int skipped = Math.min(skip, end - from);
            skip -= skipped;
            from += skipped;
            int count = Math.min(frame.length - filled, end - from);
            System.arraycopy(samples, from, frame, filled, count);
            filled += count;
            from += count;
            if (filled == frame.length) {
                transform.transform(frame, row);
                advance();
                ring.append(row, 0, row.length, sink);
            }
        }
    }

    private void advance() {
        filled = Math.max(0, frame.length - hop);
        skip = Math.max(0, hop - frame.length);
        System.arraycopy(frame, frame.length - filled, frame, 0, filled);
    }

    /** Nothing to release: memory is all it has. */
    @Override
    public void close() {}

    /** Makes one row of features of one frame of samples. */
    @FunctionalInterface
    interface FrameTransform {
        void transform(float[] frame, float[] row);
    }
}
