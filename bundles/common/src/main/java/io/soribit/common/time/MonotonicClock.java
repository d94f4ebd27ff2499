// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.time;

import java.time.Duration;

/**
 * A clock that only goes forward, at the pace of time. Its readings are durations since an origin
 * that means nothing: compare and subtract those of one clock, and keep none across a restart.
 * Thread-safe.
 */
@FunctionalInterface
public interface MonotonicClock {
    /** The machine's own. */
    MonotonicClock SYSTEM = () -> Duration.ofNanos(System.nanoTime());

    /** The time since its origin; may be negative. */
    Duration now();

    /** How long ago a reading was taken. */
    default Duration since(Duration reading) {
        return now().minus(reading);
    }
}
