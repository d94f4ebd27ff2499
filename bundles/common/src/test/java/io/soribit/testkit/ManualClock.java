// SPDX-License-Identifier: Apache-2.0
package io.soribit.testkit;

import io.soribit.common.time.MonotonicClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Wall clock and monotonic clock in one; both stand still until {@link #advance} moves them
 * together, and {@link #setWall} and {@link #stepWall} move the wall clock alone. Thread-safe.
 */
public final class ManualClock extends Clock implements MonotonicClock {
    /** Where it starts by default. */
    public static final Instant START = Instant.parse("2026-01-01T20:00:00Z");

    private final ZoneId zone;
    private Instant wall;
    private long elapsed;

    /** At {@link #START}, in UTC. */
    public ManualClock() {
        this(START);
    }

    /** In UTC. */
    public ManualClock(Instant start) {
        this(start, ZoneOffset.UTC);
    }

    public ManualClock(Instant start, ZoneId zone) {
        this(start, zone, Duration.ofDays(100));
    }

    private ManualClock(Instant start, ZoneId zone, Duration elapsed) {
        this.wall = start;
        this.zone = zone;
        this.elapsed = elapsed.toNanos();
    }

    /** The monotonic time, and the wall time since the epoch, are this until the latter is set. */
    public static ManualClock reading(Duration time) {
        return new ManualClock(Instant.EPOCH.plus(time), ZoneOffset.UTC, time);
    }

    /** Time passes. */
    public synchronized void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("time does not run backwards: " + duration);
        }
        wall = wall.plus(duration);
        elapsed += duration.toNanos();
    }

    /** The wall clock is set; no time passes. */
    public synchronized void setWall(Instant instant) {
        wall = instant;
    }

    /** The wall clock is set forward, or back by a negative duration; no time passes. */
    public synchronized void stepWall(Duration step) {
        wall = wall.plus(step);
    }

    /** The wall time. */
    @Override
    public synchronized Instant instant() {
        return wall;
    }

    /** The monotonic time. */
    @Override
    public Duration now() {
        return Duration.ofNanos(nanos());
    }

    /** The monotonic time as a number. */
    public synchronized long nanos() {
        return elapsed;
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        throw new UnsupportedOperationException("construct it with zone " + other);
    }
}
