// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether a detector may be used. One that did not return is left out of all lanes, then tried
 * again by one of them, after 30 s at first and four times as long each time. Thread-safe.
 */
final class Quarantine {
    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int FACTOR = 4;

    /** Threads that may be lost to one that never returns. */
    private static final int MOST_LOST = 32;

    private volatile boolean closed;
    private @Nullable Lane trying;
    private Duration pause = FIRST;
    private long untilMillis;
    private int lost;

    /** Whether a lane may use it at a time of the monotonic clock. */
    boolean admits(Lane lane, long nowMillis) {
        return !closed || mayTry(lane, nowMillis);
    }

    boolean isClosed() {
        return closed;
    }

    private synchronized boolean mayTry(Lane lane, long nowMillis) {
        if (closed && trying == null && lost < MOST_LOST && nowMillis >= untilMillis) {
            trying = lane;
        }
        return !closed || trying == lane;
    }

    /**
     * It did not return.
     *
     * @return after which pause it is tried again
     */
    synchronized Duration close(long nowMillis) {
        if (closed && trying == null) {
            return Duration.ofMillis(untilMillis - nowMillis); // as in another room just before
        }
        boolean healthy = !closed && nowMillis - untilMillis >= LONGEST.toMillis();
        Duration now = healthy ? FIRST : pause;
        Duration next = now.multipliedBy(FACTOR);
        pause = next.compareTo(LONGEST) < 0 ? next : LONGEST;
        untilMillis = nowMillis + now.toMillis();
        trying = null;
        closed = true;
        return now;
    }

    /** So many more threads have not returned; negative for those that have. */
    synchronized void lost(int more) {
        lost += more;
    }

    /** It has returned to a lane. */
    void returned(Lane lane) {
        if (closed) {
            reopen(lane);
        }
    }

    private synchronized void reopen(Lane lane) {
        if (trying == lane) {
            trying = null;
            closed = false;
        }
    }

    /** A lane uses it no more. */
    synchronized void released(Lane lane) {
        if (trying == lane) {
            trying = null;
        }
    }
}
