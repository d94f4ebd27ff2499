// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import io.soribit.common.time.MonotonicClock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Growing pauses after a refused log-in: cameras lock out whoever sends a wrong password too often.
 * Thread-safe.
 */
final class LoginPause {
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofMinutes(16);

    private final MonotonicClock clock;
    private Duration pause = FIRST;
    private Duration current = FIRST;
    private Duration until = Duration.ZERO;
    private @Nullable SourceException last;

    LoginPause(MonotonicClock clock) {
        this.clock = clock;
    }

    /**
     * Returns if the log-in may be tried.
     *
     * @throws SourceException the last refusal, and when it is tried again
     */
    synchronized void check() throws SourceException {
        SourceException refused = last;
        if (refused == null) {
            return;
        }
        Duration left = until.minus(clock.now());
        if (left.compareTo(Duration.ZERO) > 0) {
            throw new SourceException(
                    refused.getMessage()
                            + "; the next log-in is tried "
                            + current.toMinutes()
                            + " min after the last, or when the configuration changes",
                    refused);
        }
    }

    synchronized void refused(SourceException e) {
        last = e;
        until = clock.now().plus(pause);
        current = pause;
        Duration twice = pause.multipliedBy(2);
        pause = twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
    }

    synchronized void accepted() {
        last = null;
        pause = FIRST;
    }
}
