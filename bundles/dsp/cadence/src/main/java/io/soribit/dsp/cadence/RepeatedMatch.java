// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

import java.util.Arrays;

/**
 * Whether a matcher has found the same signal before: of the same tone, one or two cycles earlier.
 * Not thread-safe.
 */
final class RepeatedMatch {
    private static final int KEPT = 16;
    private static final double MOST_APART_TONES = 1;

    private final CadenceMatcher matcher;
    private final double[] ends = new double[KEPT];
    private final double[] tones = new double[KEPT];
    private int next;

    RepeatedMatch(CadenceMatcher matcher) {
        this.matcher = matcher;
        Arrays.fill(ends, Double.NEGATIVE_INFINITY);
    }

    /** Takes the matcher's newest match; whether one of those before it was the same signal. */
    boolean add() {
        boolean found = false;
        for (int i = 0; i < KEPT; i++) {
            found |= same(matcher.end() - ends[i], tones[i]);
        }
        ends[next] = matcher.end();
        tones[next] = matcher.meter().centre();
        next = (next + 1) % KEPT;
        return found;
    }

    private boolean same(double apart, double tone) {
        double cycle = matcher.cycle();
        double cycles = Math.rint(apart / cycle);
        return (cycles == 1 || cycles == 2)
                && Math.abs(apart - cycles * cycle) <= 2 * cycles * matcher.cadence().jitter()
                && Math.abs(tone - matcher.meter().centre()) <= MOST_APART_TONES;
    }
}
