// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.decide;

import java.time.Duration;

/**
 * The last scores of one label, as one score: as many windows as lie within a time, the newest at
 * least.
 */
final class Smoother {
    private static final long SHORTEST_HOP_NANOS = 50_000_000;

    private final Smoothing kind;
    private final long nanos;
    private final float[] last;
    private final float[] sorted;
    private int count;
    private int next;

    Smoother(Smoothing kind, Duration time) {
        this.kind = kind;
        nanos = kind == Smoothing.NONE ? 0 : time.toNanos();
        last = new float[1 + (int) (nanos / SHORTEST_HOP_NANOS)];
        sorted = new float[last.length];
    }

    boolean is(Smoothing otherKind, Duration otherTime) {
        return kind == otherKind && nanos == (kind == Smoothing.NONE ? 0 : otherTime.toNanos());
    }

    /**
     * Takes the next score. Until there are enough, those that are there count.
     *
     * @param hopNanos time since the window before; 0 for the first
     */
    float add(float score, long hopNanos) {
        last[next] = score;
        next = (next + 1) % last.length;
        long fitting = hopNanos == 0 ? 1 : Math.round((double) nanos / hopNanos);
        count = (int) Math.min(Math.min(count + 1, last.length), Math.max(1, fitting));
        return kind == Smoothing.MEDIAN ? median() : mean();
    }

    /** Windows that count now. */
    int count() {
        return count;
    }

    private float back(int windows) {
        return last[Math.floorMod(next - 1 - windows, last.length)];
    }

    private float mean() {
        float sum = 0;
        for (int i = 0; i < count; i++) {
            sum += back(i);
        }
        return sum / count;
    }

    private float median() {
        for (int i = 0; i < count; i++) {
            float score = back(i);
            int at = i;
            while (at > 0 && sorted[at - 1] > score) {
                sorted[at] = sorted[at - 1];
                at--;
            }
            sorted[at] = score;
        }
        int middle = count / 2;
        return count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
