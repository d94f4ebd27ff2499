// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.window;

/** Decides which windows are scored. */
@FunctionalInterface
public interface WindowGate {
    /** Whether to score the window that starts at a sample, counted as the session counts. */
    boolean accepts(long start);
}
