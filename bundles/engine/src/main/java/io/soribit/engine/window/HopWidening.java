// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.window;

/**
 * How many windows lie from one scored to the next. Wider when all live ears together cost more
 * than the pool has, narrower again when there is clearly enough.
 */
public final class HopWidening {
    static final int WIDEST = 8;

    /** A model that takes so much of what there is leaves enough for all else. */
    public static final double ENOUGH = 0.8;

    private int stride = 1;

    /**
     * Recomputes the stride from the load.
     *
     * @param fixedNanos cost of each window, scored or not
     * @param scoringNanos further cost of a scored window
     * @param ears live ears
     * @param threads of the pool
     * @param hopNanos time between windows
     */
    public int update(
            double fixedNanos, double scoringNanos, int ears, int threads, long hopNanos) {
        double room = room(threads, hopNanos, ears);
        while (stride < WIDEST && fixedNanos + scoringNanos / stride > room) {
            stride++;
        }
        while (stride > 1 && fixedNanos + scoringNanos / (stride - 1) < ENOUGH * room) {
            stride--;
        }
        return stride;
    }

    /** Nanoseconds that a window may take where so many ears are heard by so many threads. */
    public static double room(int threads, long hopNanos, int ears) {
        return (double) threads * hopNanos / Math.max(1, ears);
    }
}
