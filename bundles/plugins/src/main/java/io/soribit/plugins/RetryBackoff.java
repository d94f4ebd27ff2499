// SPDX-License-Identifier: Apache-2.0
package io.soribit.plugins;

import io.soribit.common.time.MonotonicClock;
import java.time.Duration;

/** When to try again: after 30 s, then four times as long each time, at most an hour. */
final class RetryBackoff {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 10;

    private final MonotonicClock clock;
    private int failures;
    private Duration due;

    RetryBackoff(MonotonicClock clock) {
        this.clock = clock;
        due = clock.now();
    }

    /** It has worked: the next failure is the first one. */
    void reset() {
        failures = 0;
    }

    /** It has failed: the next attempt is due after a longer pause. */
    void failed() {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(2 * failures, MOST_DOUBLINGS));
        due = clock.now().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        failures++;
    }

    /** Makes the next attempt due now. */
    void skip() {
        due = clock.now();
    }

    boolean isFirst() {
        return failures == 0;
    }

    boolean isDue() {
        return clock.now().compareTo(due) >= 0;
    }

    /** Until the next attempt; negative if it is due. */
    Duration remaining() {
        return due.minus(clock.now());
    }
}
