// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.log;

import java.time.Duration;
import java.time.Instant;

/** Says when something may be said again that could be said all the time. Not thread-safe. */
public final class LogThrottle {
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private Instant next = Instant.MIN;

    /** Whether it may be said now; then not again for a minute. */
    public boolean isDue(Instant now) {
        boolean due = !now.isBefore(next);
        if (due) {
            next = now.plus(PAUSE);
        }
        return due;
    }
}
