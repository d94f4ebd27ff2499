// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.log;

import java.time.Duration;
import java.time.Instant;

/** Limits a message that could be logged all the time to one a minute. Not thread-safe. */
public final class LogThrottle {
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private Instant next = Instant.MIN;

    /** Whether to log it now; then not again for a minute. */
    public boolean isDue(Instant now) {
        boolean due = !now.isBefore(next);
        if (due) {
            next = now.plus(PAUSE);
        }
        return due;
    }
}
