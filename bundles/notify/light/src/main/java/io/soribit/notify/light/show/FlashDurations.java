// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.show;

import io.soribit.api.Flash;
import io.soribit.api.Urgency;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long lamps flash.
 *
 * @param notice for a notice
 * @param urgent for something urgent
 * @param emergency for an emergency at least, however short the sound
 * @param longest for an emergency at most, however long the sound
 */
public record FlashDurations(
        Duration notice, Duration urgent, Duration emergency, Duration longest) {
    public FlashDurations {
        if (notice.isNegative()
                || urgent.isNegative()
                || emergency.isNegative()
                || longest.compareTo(emergency) < 0) {
            throw new IllegalArgumentException(
                    "seconds of flashing cannot be negative, and longest_seconds cannot be less"
                            + " than emergency_seconds");
        }
    }

    public static FlashDurations ofSeconds(int notice, int urgent, int emergency, int longest) {
        return new FlashDurations(
                Duration.ofSeconds(notice),
                Duration.ofSeconds(urgent),
                Duration.ofSeconds(emergency),
                Duration.ofSeconds(longest));
    }

    /** How lamps flash for an alert that does not say so itself; null if they do not. */
    @Nullable Flash usual(Urgency urgency, double rateHz) {
        Duration most = most(urgency);
        return most.isZero() ? null : new Flash(null, rateHz, most, Duration.ZERO);
    }

    /** At most so long after the start of an alert. */
    Duration most(Urgency urgency) {
        return switch (urgency) {
            case INFO -> Duration.ZERO;
            case NOTICE -> notice;
            case URGENT -> urgent;
            case EMERGENCY -> longest;
        };
    }

    /** At least so long after the start of an alert, even if the sound has ended. */
    Duration least(Urgency urgency) {
        return urgency == Urgency.EMERGENCY ? emergency : most(urgency);
    }
}
