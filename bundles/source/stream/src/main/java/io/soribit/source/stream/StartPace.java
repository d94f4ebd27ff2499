// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import io.soribit.common.time.MonotonicClock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Spreads the starts of processes: when many sources come back at once, they must not take the
 * processor from the scoring. Thread-safe.
 */
final class StartPace {
    /** As {@link Thread#sleep}. */
    @FunctionalInterface
    interface Pause {
        void await(Duration duration) throws InterruptedException;
    }

    /** 200 sources start within 40 s and take less than half a core for it: a start costs 90 ms. */
    static final Duration INTERVAL = Duration.ofMillis(200);

    /** So many may start at once after a quiet time. */
    private static final int BURST = 4;

    private final MonotonicClock clock;
    private final Pause pause;
    private @Nullable Duration next;

    StartPace(MonotonicClock clock, Pause pause) {
        this.clock = clock;
        this.pause = pause;
    }

    /** Waits for the caller's turn. */
    void await() throws InterruptedException {
        Duration wait = take();
        if (!wait.isNegative() && !wait.isZero()) {
            pause.await(wait);
        }
    }

    private synchronized Duration take() {
        Duration now = clock.now();
        Duration earliest = now.minus(INTERVAL.multipliedBy(BURST - 1));
        Duration planned = next;
        Duration turn = planned == null || planned.compareTo(earliest) < 0 ? earliest : planned;
        next = turn.plus(INTERVAL);
        return turn.minus(now);
    }
}
