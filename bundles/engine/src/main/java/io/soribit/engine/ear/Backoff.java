// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** Growing pauses between attempts. */
public final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(15);

    /** How much a pause may differ, so that what was lost together does not come back together. */
    private static final double SPREAD = 0.4;

    private static final double NO_CHANGE = 0.5;

    private final Duration longest;
    private final DoubleSupplier random;
    private Duration pause = FIRST;

    /** Of at most 15 s. */
    public Backoff() {
        this(LONGEST, () -> NO_CHANGE);
    }

    /**
     * With pauses that differ by up to a fifth.
     *
     * @param random numbers in [0, 1); 0.5 changes nothing
     */
    Backoff(Duration longest, DoubleSupplier random) {
        this.longest = longest;
        this.random = random;
    }

    /** The pause before the next attempt; the one after it is twice as long. */
    public Duration next() {
        Duration next = pause;
        Duration twice = pause.multipliedBy(2);
        pause = twice.compareTo(longest) > 0 ? longest : twice;
        double factor = 1 + SPREAD * (random.getAsDouble() - NO_CHANGE);
        return Duration.ofMillis(Math.round(next.toMillis() * factor));
    }

    public void reset() {
        pause = FIRST;
    }
}
