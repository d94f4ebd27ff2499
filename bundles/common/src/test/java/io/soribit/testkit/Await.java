// SPDX-License-Identifier: Apache-2.0
package io.soribit.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition that another thread brings about. */
public final class Await {
    /** The limit unless one is given: it only ends a test that has failed. */
    public static final Duration LIMIT = Duration.ofSeconds(90);

    private static final Duration POLL = Duration.ofMillis(10);

    private Await() {}

    public static void until(String what, BooleanSupplier condition) {
        until(() -> what, LIMIT, condition);
    }

    /**
     * @param what says what was waited for, and how things are instead
     */
    public static void until(Supplier<String> what, BooleanSupplier condition) {
        until(what, LIMIT, condition);
    }

    public static void until(Supplier<String> what, Duration limit, BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begin > limit.toNanos()) {
                throw new AssertionError("not within " + limit.toSeconds() + " s: " + what.get());
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }
}
