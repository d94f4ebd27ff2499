// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

import java.time.Duration;

/** Waits between two attempts to open a source. */
@FunctionalInterface
public interface Pause {
    void await(Duration duration) throws InterruptedException;
}
