// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.state;

import io.soribit.common.time.MonotonicClock;
import java.time.Clock;

/** The wall clock, for what is shown, and the monotonic clock, for waits, durations and ages. */
public record Clocks(Clock wall, MonotonicClock monotonic) {
    public static final Clocks SYSTEM = new Clocks(Clock.systemUTC(), MonotonicClock.SYSTEM);

    public Moment now() {
        return new Moment(wall.instant(), monotonic.now());
    }
}
