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
 * @param reception counts of what came from it since it appeared
 */
public record SourceStatus(
        String source,
        String room,
        SourceState state,
        String message,
        float levelDb,
        @Nullable Instant lastScored,
        Windows windows,
        Reception reception) {
    /** One that nothing has come from. */
    public SourceStatus(
            String source,
            String room,
            SourceState state,
            String message,
            float levelDb,
            @Nullable Instant lastScored,
            Windows windows) {
        this(source, room, state, message, levelDb, lastScored, windows, Reception.NONE);
    }

    /**
     * Counts of what came from a source.
     *
     * @param seconds of audio received
     * @param lostPackets packets that the source knows to be missing
     * @param reconnects how often it was opened again
     * @param driftPpm how much faster than the hub's its clock is, in parts per million; null in
     *     the first five minutes of a stream, and for sources that are not live
     */
    public record Reception(
            long seconds, long lostPackets, long reconnects, @Nullable Double driftPpm) {
        /** Nothing yet. */
        public static final Reception NONE = new Reception(0, 0, 0, null);
    }

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
