// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

import java.time.Duration;

/** Growing pauses between attempts. */
public final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private Duration pause = FIRST;

    /** The pause before the next attempt; the one after it is twice as long. */
    public Duration next() {
        Duration next = pause;
        Duration twice = pause.multipliedBy(2);
        pause = twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
        return next;
    }

    public void reset() {
        pause = FIRST;
    }
}
