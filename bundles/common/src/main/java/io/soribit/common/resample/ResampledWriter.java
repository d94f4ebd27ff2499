// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.resample;

/**
 * Writes to a target that runs at another rate. What the target says goes to the sink of the write
 * that caused it, and positions are converted to written samples. Allocates nothing per write. Not
 * thread-safe.
 *
 * @param <S> takes what the target says
 */
public final class ResampledWriter<S> {
    private final RateRatio ratio;
    private final StreamResampler resampler;
    private final S none;
    private S sink;

    /**
     * @param none the sink between writes
     * @param target takes resampled blocks, within {@link #write}
     */
    public ResampledWriter(
            RateRatio ratio, Sharpness sharpness, S none, StreamResampler.Output target) {
        this.ratio = ratio;
        this.none = none;
        sink = none;
        resampler = new StreamResampler(ratio, sharpness, target);
    }

    /** Writes samples; what the target says meanwhile goes to a sink. */
    public void write(float[] samples, int offset, int length, S to) {
        sink = to;
        try {
            resampler.write(samples, offset, length);
        } finally {
            sink = none;
        }
    }

    /** That of the current write. */
    public S sink() {
        return sink;
    }

    /** The written sample nearest to one of the target. */
    public long position(long sample) {
        return ratio.nearestInput(sample);
    }
}
