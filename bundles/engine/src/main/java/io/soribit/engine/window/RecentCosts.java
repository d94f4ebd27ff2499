// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.window;

import java.util.Arrays;

/** What the last windows cost in a stage. Not thread-safe; adding allocates nothing. */
final class RecentCosts {
    private final long[] nanos;
    private int count;
    private int next;

    /**
     * @param windows the most that are kept
     */
    RecentCosts(int windows) {
        nanos = new long[windows];
    }

    void add(long cost) {
        nanos[next] = cost;
        next = (next + 1) % nanos.length;
        count = Math.min(count + 1, nanos.length);
    }

    /** The median; 0 if there is none. */
    long median() {
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        return count == 0 ? 0 : sorted[count / 2];
    }
}
