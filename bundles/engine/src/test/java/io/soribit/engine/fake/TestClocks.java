// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.fake;

import io.soribit.engine.ear.Clocks;
import io.soribit.testkit.ManualClock;
import java.time.Duration;

/** The clocks of an engine that a test moves. */
public final class TestClocks {
    private TestClocks() {}

    /** Reads the same as a wall clock and as a monotonic one until the former is set. */
    public static ManualClock clock() {
        return ManualClock.reading(Duration.ofSeconds(1_000));
    }

    public static Clocks of(ManualClock clock) {
        return new Clocks(clock, clock::nanos);
    }

    /** Clocks that nobody moves. */
    public static Clocks still() {
        return of(clock());
    }
}
