// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.house;

import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import java.time.Duration;
import java.util.Set;

/** When the same sound of two rooms is one sound, heard through the house. */
final class Reach {
    /** Those with one origin: whichever room hears it, however late, hears the same. */
    private static final Set<String> ONE_ORIGIN =
            Set.of(
                    "doorbell",
                    "phone_ring",
                    "alarm",
                    "car_horn",
                    "church_bells",
                    "fireworks",
                    "thunderstorm",
                    "airplane",
                    "helicopter");

    /** The rest, such as babies and dogs, may be another one: windows and clocks differ so much. */
    private static final Duration TOLERANCE = Duration.ofSeconds(3);

    private Reach() {}

    /**
     * Whether a sound that lasts in a room is what begins in another one.
     *
     * @param apart between their onsets
     */
    static boolean isOne(Sound sound, Duration apart) {
        return sound.urgency() == Urgency.EMERGENCY
                || ONE_ORIGIN.contains(sound.id())
                || apart.abs().compareTo(TOLERANCE) <= 0;
    }
}
