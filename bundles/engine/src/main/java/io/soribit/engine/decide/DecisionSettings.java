// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.decide;

import java.time.Duration;

/**
 * How scores become events.
 *
 * @param smoothing of the scores
 * @param smoothingTime over which they are smoothed, up to 10 s; a single window at least
 * @param minimum time a sound must last before it is published
 * @param hold time below the offset threshold after which a sound has ended: the pauses of an alarm
 *     or a ringing phone are shorter and do not end it
 * @param refractory time after a sound's end before the same sound may begin again
 * @param thresholds set by the user
 */
public record DecisionSettings(
        Smoothing smoothing,
        Duration smoothingTime,
        Duration minimum,
        Duration hold,
        Duration refractory,
        ThresholdRules thresholds) {
    private static final Duration LONGEST_SMOOTHING = Duration.ofSeconds(10);

    /** The defaults. */
    public static final DecisionSettings DEFAULT =
            new DecisionSettings(
                    Smoothing.MEAN,
                    Duration.ofMillis(960),
                    Duration.ZERO,
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(2),
                    ThresholdRules.NONE);

    public DecisionSettings {
        if (smoothingTime.isNegative() || smoothingTime.compareTo(LONGEST_SMOOTHING) > 0) {
            throw new IllegalArgumentException(
                    "smoothing over " + smoothingTime + ": up to 10 s is supported");
        }
        if (minimum.isNegative() || hold.isNegative() || refractory.isNegative()) {
            throw new IllegalArgumentException(
                    "minimum duration, hold or refractory time is negative");
        }
    }
}
