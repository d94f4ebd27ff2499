// SPDX-License-Identifier: Apache-2.0
package io.soribit.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for a condition that another thread brings about. */
public final class Await {
    /** The limit unless one is given: it only ends a test that has failed. */
    public static final Duration LIMIT = Duration.ofSeconds(90);

    private static final Duration POLL = Duration.ofMillis(10);
    private static final Duration POLL_OUTSIDE = Duration.ofMillis(100);

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

    /**
     * Reads a value of another process, such as a file or a page, until it is as expected.
     *
     * @return the value that is as expected
     */
    public static <T> T value(String what, Callable<T> source, Predicate<T> expected)
            throws Exception {
        long begin = System.nanoTime();
        T value = source.call();
        while (!expected.test(value)) {
            if (System.nanoTime() - begin > LIMIT.toNanos()) {
                throw new AssertionError(
                        "not within " + LIMIT.toSeconds() + " s: " + what + ", but " + value);
            }
            LockSupport.parkNanos(POLL_OUTSIDE.toNanos());
            value = source.call();
        }
        return value;
    }
}
