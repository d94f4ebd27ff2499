// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.delivery;

import java.time.Duration;

/** How a worker waits until its next delivery is due. */
@FunctionalInterface
public interface Pause {
    /** Waits in real time. */
    Pause SYSTEM = Pause::waitFor;

    /**
     * Waits for a time, or until the monitor is notified.
     *
     * @param monitor the caller holds it
     */
    void await(Object monitor, Duration time) throws InterruptedException;

    @SuppressWarnings("WaitNotInLoop") // The caller loops.
    private static void waitFor(Object monitor, Duration time) throws InterruptedException {
        monitor.wait(Math.max(1, time.plusNanos(999_999).toMillis()));
    }
}
