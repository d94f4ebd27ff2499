// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.decide;

import io.soribit.api.Sound;
import io.soribit.api.Threshold;
import java.util.Arrays;

/**
 * Keeps the scores of one label while they are at least half of its threshold, with some windows
 * before and after. Of a sound that goes on only the beginning is kept. Allocates nothing until
 * that is complete.
 */
final class ScoreRecorder {
    /** A minute of windows of 240 ms. */
    static final int MOST = 250;

    /** Windows before the first that is near the threshold, and after the last. */
    static final int AROUND = 6;

    private static final float NEAR = 0.5f;

    private final Sound sound;
    private final byte[] scores = new byte[MOST];
    private final long[] ends = new long[AROUND];
    private int count;
    private int low;
    private long first;
    private long last;
    private boolean near;
    private boolean full;

    ScoreRecorder(Sound sound) {
        this.sound = sound;
    }

    /** Takes the next window; hands over what is complete with it. */
    void add(long end, float score, Threshold threshold, Detection.Sink sink) {
        boolean nearNow = score >= threshold.onset() * NEAR;
        if (!near && !nearNow) {
            remember(end, score);
            return;
        }
        near = true;
        low = nearNow ? 0 : low + 1;
        if (!full) {
            append(end, score);
        }
        if (count == MOST && !full) {
            full = true;
            handOver(threshold, sink);
        }
        if (low >= AROUND) {
            flush(threshold, sink);
        }
    }

    /** Hands over what there is: no further window follows on it. */
    void flush(Threshold threshold, Detection.Sink sink) {
        if (near && !full) {
            handOver(threshold, sink);
        }
        near = false;
        full = false;
        count = 0;
        low = 0;
    }

    private void remember(long end, float score) {
        if (count == AROUND) {
            System.arraycopy(scores, 1, scores, 0, AROUND - 1);
            System.arraycopy(ends, 1, ends, 0, AROUND - 1);
            count--;
        }
        ends[count] = end;
        append(end, score);
        first = ends[0];
    }

    private void append(long end, float score) {
        if (count == 0) {
            first = end;
        }
        scores[count++] = (byte) Math.round(100 * Math.max(0, Math.min(1, score)));
        last = end;
    }

    private void handOver(Threshold threshold, Detection.Sink sink) {
        sink.scored(
                new ScoredSpan(
                        sound,
                        threshold,
                        first,
                        last,
                        new ScoredSpan.ScoreBytes(Arrays.copyOf(scores, count))));
    }
}
