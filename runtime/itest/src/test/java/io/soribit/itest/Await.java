// SPDX-License-Identifier: Apache-2.0
package io.soribit.itest;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what must come about, for a bounded time. */
final class Await {
    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private Await() {}

    static void until(String what, BooleanSupplier condition) {
        until(() -> what, condition);
    }

    /**
     * @param what says what was waited for, and how things are instead
     */
    static void until(Supplier<String> what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + LONGEST.toSeconds() + " s: " + what.get());
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }
}
