// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.file;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The time by which a recording is played. */
interface Pace {
    /** The time that passes outside. */
    Pace REAL =
            new Pace() {
                @Override
                public long nanos() {
                    return System.nanoTime();
                }

                @Override
                public boolean await(CountDownLatch closed, long nanos)
                        throws InterruptedException {
                    return closed.await(nanos, TimeUnit.NANOSECONDS);
                }
            };

    /** Nanoseconds from some fixed moment. */
    long nanos();

    /**
     * Lets time pass.
     *
     * @return true if {@code closed} came first
     */
    boolean await(CountDownLatch closed, long nanos) throws InterruptedException;
}
