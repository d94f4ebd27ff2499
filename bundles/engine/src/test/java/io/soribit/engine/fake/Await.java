// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.fake;

import java.util.function.BooleanSupplier;

/** Waits until something that happens on other threads has happened, or fails. */
public final class Await {
    private static final long LIMIT_NANOS = 20_000_000_000L;

    private Await() {}

    public static void until(String what, BooleanSupplier happened) {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not happen within 20 s: " + what);
            }
            Thread.onSpinWait();
            Thread.yield();
        }
    }
}
