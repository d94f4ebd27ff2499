// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.resample;

import java.util.Arrays;

/**
 * A filter at every so many samples: many outputs at a time, in loops that the JIT compiler turns
 * into vector instructions. Each output is summed in the same order, however many there are. Not
 * thread-safe.
 */
final class Decimator {
    private static final int UNROLLED = 4;

    private final int step;

    /** By the place of an input sample within a step. */
    private final float[][] taps;

    private final float[] column;

    /**
     * @param filter with taps whose number is a multiple of four steps
     * @param step input samples from one output to the next
     * @param mostInput input samples at a time
     */
    Decimator(float[] filter, int step, int mostInput) {
        int rows = filter.length / step;
        if (rows * step != filter.length || rows % UNROLLED != 0) {
            throw new IllegalArgumentException(filter.length + " taps for a step of " + step);
        }
        this.step = step;
        taps = new float[step][rows];
        for (int i = 0; i < filter.length; i++) {
            taps[i % step][i / step] = filter[i];
        }
        column = new float[mostInput / step + 1];
    }

    /**
     * Writes outputs.
     *
     * @param from the first of the input samples that the first output is made of
     */
    void apply(float[] input, int from, float[] output, int count) {
        Arrays.fill(output, 0, count, 0);
        for (int place = 0; place < step; place++) {
            float[] row = taps[place];
            int length = count + row.length - 1;
            int at = from + place;
            for (int i = 0; i < length; i++) {
                column[i] = input[at];
                at += step;
            }
            for (int j = 0; j < row.length; j += UNROLLED) {
                add(column, j, row, output, count);
            }
        }
    }

    private static void add(float[] in, int j, float[] row, float[] output, int count) {
        float a = row[j];
        float b = row[j + 1];
        float c = row[j + 2];
        float d = row[j + 3];
        for (int i = 0; i < count; i++) {
            output[i] +=
                    in[i + j] * a + in[i + j + 1] * b + (in[i + j + 2] * c + in[i + j + 3] * d);
        }
    }
}
