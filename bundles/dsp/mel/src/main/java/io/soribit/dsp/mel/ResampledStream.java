// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.mel;

import io.soribit.api.FeatureStream;
import io.soribit.common.resample.RateRatio;
import io.soribit.common.resample.ResampledWriter;
import io.soribit.common.resample.Sharpness;
import java.nio.FloatBuffer;
import java.util.Objects;

/** Feeds a stream that runs at another rate than is written; positions are written samples. */
final class ResampledStream implements FeatureStream {
    private static final WindowSink NONE = (start, features) -> {};

    private final FeatureStream target;
    private final RateRatio ratio;
    private final ResampledWriter<WindowSink> writer;
    private final WindowSink converter = this::handOver;

    private ResampledStream(FeatureStream target, RateRatio ratio) {
        this.target = target;
        this.ratio = ratio;
        writer =
                new ResampledWriter<>(
                        ratio,
                        Sharpness.SHARP,
                        NONE,
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
        writer.write(samples, offset, length, sink);
    }

    private void handOver(long start, FloatBuffer features) {
        writer.sink().window(writer.position(start), features);
    }

    @Override
    public void close() {
        target.close();
    }
}
