// SPDX-License-Identifier: Apache-2.0
package io.soribit.benchmarks;

import java.util.Arrays;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Medians, over an iteration, of two times that are taken by turns. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class PairedTimes {
    private static final int MOST = 1 << 16;

    private final long[] session = new long[MOST];
    private final long[] bare = new long[MOST];
    private int count;

    /** Forgets the last iteration. */
    @Setup(Level.Iteration)
    public void reset() {
        count = 0;
    }

    void add(long sessionNanos, long bareNanos) {
        if (count < MOST) {
            session[count] = sessionNanos;
            bare[count++] = bareNanos;
        }
    }

    /** Nanoseconds for a window through a session. */
    public double sessionNanos() {
        return median(session);
    }

    /** Nanoseconds for a window through the interpreter alone. */
    public double bareNanos() {
        return median(bare);
    }

    private double median(long[] times) {
        long[] sorted = Arrays.copyOf(times, count);
        Arrays.sort(sorted);
        return count == 0 ? Double.NaN : sorted[count / 2];
    }
}
