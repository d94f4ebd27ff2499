// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.history;

import io.soribit.common.time.MonotonicClock;
import java.time.Duration;

/**
 * Spreads bytes over a day: in any 24 hours not more than a limit, of which a fifth may be spent at
 * once. Not thread-safe.
 */
final class Pace {
    private static final double AT_ONCE = 0.2;

    private final MonotonicClock clock;
    private final double most;
    private final double perNano;
    private double left;
    private Duration looked;

    /**
     * @param perDay bytes in 24 hours, at the most
     */
    Pace(long perDay, MonotonicClock clock) {
        this.clock = clock;
        most = AT_ONCE * perDay;
        perNano = (perDay - most) / Duration.ofDays(1).toNanos();
        left = most;
        looked = clock.now();
    }

    /** Whether so many bytes may be spent now. */
    boolean allows(long bytes) {
        Duration now = clock.now();
        left = Math.min(most, left + perNano * now.minus(looked).toNanos());
        looked = now;
        return bytes <= left;
    }

    /** So many bytes are spent; more than there are count as all. */
    void spend(long bytes) {
        left = Math.max(0, left - bytes);
    }
}
