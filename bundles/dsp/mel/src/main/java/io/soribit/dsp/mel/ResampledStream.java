// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.mel;

import io.soribit.api.FeatureStream;
import io.soribit.common.resample.RateRatio;
import io.soribit.common.resample.Sharpness;
import io.soribit.common.resample.StreamResampler;
import java.nio.FloatBuffer;
import java.util.Objects;

/** Feeds a stream that runs at another rate than is written; positions are written samples. */
final class ResampledStream implements FeatureStream {
    private static final WindowSink NONE = (start, features) -> {};

    private final FeatureStream target;
    private final RateRatio ratio;
    private final StreamResampler resampler;
    private final WindowSink converter = this::handOver;
    private WindowSink sink = NONE;

    private ResampledStream(FeatureStream target, RateRatio ratio) {
        this.target = target;
        this.ratio = ratio;
        resampler =
                new StreamResampler(
                        ratio,
                        Sharpness.SHARP,
                        (block, length) -> target.write(block, 0, length, converter));
    }

    /** A stream to be written at one rate for a target that runs at another, or the same. */
    static FeatureStream of(FeatureStream target, int writtenRate, int targetRate) {
        return writtenRate == targetRate
                ? target
                : new ResampledStream(target, RateRatio.of(writtenRate, targetRate));
    }

    @Override
    public int windowSize() {
        return target.windowSize();
    }

    @Override
    public int windowSamples() {
        return ratio.coveringInput(target.windowSamples());
    }

    @Override
    public void write(float[] samples, int offset, int length, WindowSink sink) {
        Objects.checkFromIndexSize(offset, length, samples.length);
        this.sink = sink;
        try {
            resampler.write(samples, offset, length);
        } finally {
            this.sink = NONE;
        }
    }

    private void handOver(long start, FloatBuffer features) {
        sink.window(ratio.nearestInput(start), features);
    }

    @Override
    public void close() {
        target.close();
    }
}
