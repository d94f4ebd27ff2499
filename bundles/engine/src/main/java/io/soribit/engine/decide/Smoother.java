// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.decide;

/** The last scores of one label, as one score. */
final class Smoother {
    private final Smoothing kind;
    private final float[] last;
    private final float[] sorted;
    private int count;
    private int next;

    Smoother(Smoothing kind, int windows) {
        this.kind = kind;
        last = new float[kind == Smoothing.NONE ? 1 : windows];
        sorted = new float[last.length];
    }

    /** Takes the next score. Until there are enough, those that are there count. */
    float add(float score) {
        last[next] = score;
        next = (next + 1) % last.length;
        count = Math.min(count + 1, last.length);
        return kind == Smoothing.MEDIAN ? median() : mean();
    }

    private float mean() {
        float sum = 0;
        for (int i = 0; i < count; i++) {
            sum += last[i];
        }
        return sum / count;
    }

    private float median() {
        for (int i = 0; i < count; i++) {
            float score = last[i];
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
