// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.delivery;

import java.time.Duration;
import java.util.List;

/**
 * A circuit breaker: after a few failures in a row it is open, until an attempt succeeds. Not
 * thread-safe.
 */
final class Circuit {
    static final int MOST_FAILURES = 5;

    /** Pause between two attempts while it is open. */
    static final Duration LONGEST = Duration.ofSeconds(5);

    private static final List<Duration> PAUSES =
            List.of(Duration.ofMillis(500), Duration.ofSeconds(2), LONGEST);

    private int failures;

    boolean isOpen() {
        return failures >= MOST_FAILURES;
    }

    /** True if that has opened it. */
    boolean failed() {
        return ++failures == MOST_FAILURES;
    }

    /** Opens it at once. */
    void open() {
        failures = Math.max(failures, MOST_FAILURES);
    }

    /** True if that has closed it. */
    boolean succeeded() {
        boolean wasOpen = isOpen();
        failures = 0;
        return wasOpen;
    }

    /**
     * How long to wait before the next attempt.
     *
     * @param attempt 0 for the second attempt at the same thing, and so on
     */
    Duration pause(int attempt) {
        return isOpen() ? LONGEST : PAUSES.get(Math.min(attempt, PAUSES.size() - 1));
    }
}
