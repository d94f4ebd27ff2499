// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.window;

/** The last windows of a model, kept until a longer window of another can be compared. */
public final class RecentScores {
    private static final int WINDOWS = 32;

    private final float[][] scores;
    private final long[] starts = new long[WINDOWS];
    private final long[] ends = new long[WINDOWS];
    private int count;

    /**
     * @param labels how many scores a window has
     */
    public RecentScores(int labels) {
        scores = new float[WINDOWS][labels];
    }

    public void add(long start, long end, float[] window) {
        int slot = count++ % WINDOWS;
        starts[slot] = start;
        ends[slot] = end;
        System.arraycopy(window, 0, scores[slot], 0, window.length);
    }

    /**
     * Writes the highest scores of the windows that lie between two samples, or, if none does,
     * those of the last one whose middle does.
     *
     * @param tolerance by how much a window may reach beyond
     * @return whether there was any
     */
    public boolean highest(long from, long to, long tolerance, float[] result) {
        boolean any = false;
        int middle = -1;
        int oldest = Math.max(0, count - WINDOWS);
        for (int i = count - 1; i >= oldest; i--) {
            int slot = i % WINDOWS;
            long centre = (starts[slot] + ends[slot]) / 2;
            if (starts[slot] >= from - tolerance && ends[slot] <= to + tolerance) {
                merge(scores[slot], any, result);
                any = true;
            } else if (middle < 0 && centre >= from && centre <= to) {
                middle = slot;
            }
        }
        if (!any && middle >= 0) {
            merge(scores[middle], false, result);
            any = true;
        }
        return any;
    }

    private static void merge(float[] window, boolean any, float[] result) {
        for (int i = 0; i < result.length; i++) {
            result[i] = any ? Math.max(result[i], window[i]) : window[i];
        }
    }
}
