// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The wall clock, for what is shown, and a monotonic one, for durations and ages.
 *
 * @param nanos the monotonic clock; its readings are numbers, so that no window allocates anything
 */
public record Clocks(Clock wall, LongSupplier nanos) {
    public static final Clocks SYSTEM = new Clocks(Clock.systemUTC(), System::nanoTime);

    /** The reading of the monotonic clock in milliseconds. */
    public long millis() {
        return nanos.getAsLong() / 1_000_000;
    }

    /** The reading of the monotonic clock. */
    public Duration now() {
        return Duration.ofNanos(nanos.getAsLong());
    }

    /** The wall time of a reading of the monotonic clock, as the wall clock is set now. */
    public Instant wallTimeOf(Duration reading) {
        return wall.instant().minus(now().minus(reading));
    }
}
