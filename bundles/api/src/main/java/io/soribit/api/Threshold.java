// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a sound begins and ends, as scores. What is null is as the hub is configured.
 *
 * @param onset the score at which a sound begins, 0 to 1
 * @param offset the score below which it ends, 0 to onset (hysteresis)
 * @param smoothing over how much time the scores are smoothed before, above 0 and up to 10 s:
 *     little for what a single window is sure of
 * @param hold time below the offset after which the sound has ended, up to 10 minutes: longer than
 *     the pauses of the sound
 * @param minimum time the sound must last before it counts, up to 10 minutes
 */
public record Threshold(
        float onset,
        float offset,
        @Nullable Duration smoothing,
        @Nullable Duration hold,
        @Nullable Duration minimum) {
    private static final Duration LONGEST_SMOOTHING = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    /** Smoothed, held and as short as the hub is configured. */
    public Threshold(float onset, float offset) {
        this(onset, offset, null, null, null);
    }

    /**
     * Checks what it is given.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    public Threshold {
        if (!(onset >= 0 && onset <= 1 && offset >= 0 && offset <= onset)) {
            throw new IllegalArgumentException(
                    "thresholds onset "
                            + onset
                            + ", offset "
                            + offset
                            + ": need 0 <= offset <= onset <= 1");
        }
        check("smoothing", smoothing, Duration.ofNanos(1), LONGEST_SMOOTHING);
        check("hold", hold, Duration.ZERO, LONGEST);
        check("minimum", minimum, Duration.ZERO, LONGEST);
    }

    /**
     * The same times with other scores.
     *
     * @param otherOnset 0 to 1
     * @param otherOffset 0 to {@code otherOnset}
     * @return a copy with these
     * @throws IllegalArgumentException if they are out of range
     */
    public Threshold at(float otherOnset, float otherOffset) {
        return new Threshold(otherOnset, otherOffset, smoothing, hold, minimum);
    }

    private static void check(
            String name, @Nullable Duration value, Duration least, Duration most) {
        if (value != null && (value.compareTo(least) < 0 || value.compareTo(most) > 0)) {
            throw new IllegalArgumentException(
                    name + " of a threshold is " + value + ": up to " + most + " is supported");
        }
    }
}
