// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import java.time.Duration;
import java.time.Instant;

/** Says when something may be said again that could be said all the time. Not thread-safe. */
final class Seldom {
    private final Duration pause;
    private Instant next = Instant.MIN;

    Seldom(Duration pause) {
        this.pause = pause;
    }

    /** Whether it may be said now; then not again until the pause is over. */
    boolean isDue(Instant now) {
        boolean due = !now.isBefore(next);
        if (due) {
            next = now.plus(pause);
        }
        return due;
    }
}
