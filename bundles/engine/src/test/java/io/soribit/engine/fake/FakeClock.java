// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.fake;

import io.soribit.engine.ear.Clocks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Wall clock and monotonic clock in one, which advance on request, and read the same until the wall
 * clock is set.
 */
public final class FakeClock extends Clock {
    private final AtomicLong millis = new AtomicLong(1_000_000);
    private final AtomicLong wallAhead = new AtomicLong();

    public void advance(Duration duration) {
        millis.addAndGet(duration.toMillis());
    }

    /** The wall clock is set forward, or back by a negative duration; no time passes. */
    public void stepWall(Duration step) {
        wallAhead.addAndGet(step.toMillis());
    }

    public Clocks clocks() {
        return new Clocks(this, () -> millis.get() * 1_000_000);
    }

    @Override
    public long millis() {
        return millis.get() + wallAhead.get();
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
