// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.hub;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a source is doing.
 *
 * @param source its id
 * @param room its room
 * @param state whether it is heard
 * @param message what is wrong and what to do; empty when all is well
 * @param levelDb level of the last 0.5 s in dB below full scale, -120 for silence
 * @param lastScored when its last window was scored; null before the first
 * @param windows counts of its windows since it appeared
 */
public record SourceStatus(
        String source,
        String room,
        SourceState state,
        String message,
        float levelDb,
        @Nullable Instant lastScored,
        Windows windows) {
    /**
     * Counts of windows.
     *
     * @param scored windows that were scored
     * @param late of these, how many were scored more than two hops after their last sample
     * @param dropped windows that were never scored: audio was overwritten before a model came to
     *     it
     * @param hop windows from one scored to the next; more than 1 when the hub is overloaded
     */
    public record Windows(long scored, long late, long dropped, int hop) {}
}
