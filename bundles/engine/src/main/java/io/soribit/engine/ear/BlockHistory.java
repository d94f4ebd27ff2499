// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

import io.soribit.engine.decide.Levels;

/** Level and time of arrival of the last half minute, in blocks of 50 ms. Thread-safe. */
public final class BlockHistory implements Levels {
    private static final int PER_SECOND = 20;
    private static final int BLOCKS = 40 * PER_SECOND;
    private static final int RECENT = PER_SECOND / 2;

    private final int blockSamples;
    private final float[] meanSquare = new float[BLOCKS];
    private final long[] arrival = new long[BLOCKS];
    private long block;
    private int filled;
    private double sum;

    public BlockHistory(int sampleRate) {
        blockSamples = sampleRate / PER_SECOND;
    }

    /** Takes the next samples, which arrived at a time in milliseconds. */
    public synchronized void add(float[] samples, int length, long arrivedMillis) {
        int done = 0;
        while (done < length) {
            if (filled == blockSamples) {
                block++;
                filled = 0;
                sum = 0;
            }
            int count = Math.min(length - done, blockSamples - filled);
            sum += squares(samples, done, done + count);
            done += count;
            filled += count;
            int slot = (int) (block % BLOCKS);
            meanSquare[slot] = (float) (sum / filled);
            arrival[slot] = arrivedMillis;
        }
    }

    /** The level of the last 0.5 s. */
    public synchronized float recentDb() {
        if (filled == 0 && block == 0) {
            return SILENCE;
        }
        double squares = 0;
        long first = Math.max(0, block - RECENT + 1);
        for (long i = first; i <= block; i++) {
            squares += meanSquare[(int) (i % BLOCKS)];
        }
        return decibels(squares / (block - first + 1));
    }

    @Override
    public synchronized float maxDb(long from, long to) {
        double loudest = 0;
        long first = Math.max(from / blockSamples, block - BLOCKS + 1);
        long last = Math.min((to - 1) / blockSamples, block);
        for (long i = Math.max(0, first); i <= last; i++) {
            loudest = Math.max(loudest, meanSquare[(int) (i % BLOCKS)]);
        }
        return decibels(loudest);
    }

    /** When the sample before a position arrived, in milliseconds. */
    public synchronized long arrivalOf(long end) {
        long requested = Math.max(0, end - 1) / blockSamples;
        long known = Math.max(Math.min(requested, block), Math.max(0, block - BLOCKS + 1));
        return arrival[(int) (known % BLOCKS)];
    }

    /** In four sums, which the processor adds at the same time. */
    private static double squares(float[] samples, int from, int to) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = from;
        for (; i < to - 3; i += 4) {
            a += (double) samples[i] * samples[i];
            b += (double) samples[i + 1] * samples[i + 1];
            c += (double) samples[i + 2] * samples[i + 2];
            d += (double) samples[i + 3] * samples[i + 3];
        }
        for (; i < to; i++) {
            a += (double) samples[i] * samples[i];
        }
        return a + b + c + d;
    }

    private static float decibels(double meanSquare) {
        return (float) Math.max(SILENCE, 10 * Math.log10(Math.max(meanSquare, 1e-12)));
    }
}
