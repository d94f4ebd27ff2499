// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.resample;

import org.jspecify.annotations.Nullable;

/**
 * Resamples a stream by a rational factor, in phase: output sample k lies at input sample k in/out,
 * exactly. Its output is the same however the input is cut into blocks. Not thread-safe.
 */
public final class StreamResampler {
    private static final int BLOCK = 2048;

    private final PolyphaseFilter filter;
    private final Output output;
    private final RateRatio ratio;
    private final float[] input;
    private final float[] block = new float[BLOCK];
    private final @Nullable Decimator decimator;
    private int position;
    private int numerator;
    private int filled;

    /**
     * @param output receives what was resampled, within {@link #write}
     */
    public StreamResampler(RateRatio ratio, Sharpness sharpness, Output output) {
        this.ratio = ratio;
        this.output = output;
        filter = new PolyphaseFilter(ratio, sharpness);
        input = new float[filter.width() + BLOCK];
        decimator =
                ratio.out() == 1 ? new Decimator(filter.taps(), ratio.in(), input.length) : null;
        // Silence before the first sample.
        filled = filter.halfWidth() - 1;
    }

    /** Takes the next samples. */
    public void write(float[] samples, int offset, int length) {
        int from = offset;
        int left = length;
        while (left > 0) {
            int count = Math.min(left, input.length - filled);
            System.arraycopy(samples, from, input, filled, count);
            filled += count;
            from += count;
            left -= count;
            drain();
        }
    }

    private void drain() {
        if (filled < filter.width()) {
            return;
        }
        Decimator whole = decimator;
        int count = whole == null ? interpolate() : decimate(whole);
        filled -= position;
        System.arraycopy(input, position, input, 0, filled);
        position = 0;
        if (count > 0) {
            output.samples(block, count);
        }
    }

    private int decimate(Decimator whole) {
        int count = (filled - filter.width()) / ratio.in() + 1;
        whole.apply(input, 0, block, count);
        position = count * ratio.in();
        return count;
    }

    /** The outputs that are left in the block. */
    private int interpolate() {
        int step = ratio.in() / ratio.out();
        int rest = ratio.in() % ratio.out();
        int count = 0;
        while (position + filter.width() <= filled) {
            block[count++] = filter.convolve(input, position, numerator);
            position += step;
            numerator += rest;
            if (numerator >= ratio.out()) {
                numerator -= ratio.out();
                position++;
            }
            if (count == block.length) {
                output.samples(block, count);
                count = 0;
            }
        }
        return count;
    }

    /** Takes what was resampled. */
    @FunctionalInterface
    public interface Output {
        /** The next samples; valid during the call only. */
        void samples(float[] block, int length);
    }
}
