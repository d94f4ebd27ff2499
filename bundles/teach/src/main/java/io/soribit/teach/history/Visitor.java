// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.history;

/** Receives the windows of a history, in the order in which they were heard. */
@FunctionalInterface
public interface Visitor {
    /**
     * Receives one.
     *
     * @param endMillis its end, by the wall clock
     * @param values as {@link io.soribit.teach.learn.Coarse} makes them; valid during the call only
     * @param missed windows of that room before it that there was no space for
     */
    void window(String room, long endMillis, byte[] values, int missed);
}
