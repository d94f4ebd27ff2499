// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.score;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The scores of one sound in one room over some seconds: while they were near the threshold or
 * above it, and shortly before and after.
 *
 * @param sound its id
 * @param detector which detector scored
 * @param model which model; null if the detector has none
 * @param start the end of the first window, by the wall clock
 * @param step from one window to the next, on average
 * @param onset the score from which on the sound counted
 * @param offset the score below which it was over
 * @param scores smoothed, each 0 to 1, at least one
 */
public record ScoreTrace(
        String room,
        String sound,
        String detector,
        @Nullable String model,
        Instant start,
        Duration step,
        float onset,
        float offset,
        List<Float> scores) {
    /**
     * Checks what it is given.
     *
     * @throws IllegalArgumentException if there are no scores
     */
    public ScoreTrace {
        if (scores.isEmpty()) {
            throw new IllegalArgumentException("a trace of " + sound + " without scores");
        }
        scores = List.copyOf(scores);
    }

    /** The end of the last window. */
    public Instant end() {
        return start.plus(step.multipliedBy(scores.size() - 1L));
    }
}
