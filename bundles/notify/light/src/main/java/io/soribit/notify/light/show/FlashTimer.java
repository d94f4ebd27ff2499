// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.show;

import java.time.Duration;

/** Runs tasks one at a time, never early. */
public interface FlashTimer {
    /** Time that has passed since some fixed moment; it never jumps. */
    Duration now();

    /** Runs a task after a delay; tasks of the same time run in the order they came. */
    void after(Duration delay, Runnable task);

    /** Runs a task as soon as possible. */
    default void soon(Runnable task) {
        after(Duration.ZERO, task);
    }
}
