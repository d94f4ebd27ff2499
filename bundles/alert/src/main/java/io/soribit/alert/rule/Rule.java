// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.rule;

import io.soribit.api.Flash;
import io.soribit.api.Rooms;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import io.soribit.api.hub.HomeMode;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A configured rule: for which sounds, rooms, modes and hours, and how their alerts are delivered.
 *
 * @param valid false if its conditions are invalid: then it never matches
 * @param order the lowest of those that match decides; of equals, the first by name
 * @param sounds ids; empty for all
 * @param rooms one of them heard it: rooms and zones, as {@link Rooms#covers} reads them; empty for
 *     all
 * @param modes empty for all
 * @param off no alert is raised
 * @param urgency null for that of the sound
 * @param targets empty for all
 * @param flash null for that of the urgency
 * @param acknowledgement null for that of the urgency
 * @param repeat null for that of the urgency
 * @param escalateAfter null for never
 * @param escalateTo empty for all
 * @param each whether each person has to see it; null for that of the urgency
 */
public record Rule(
        String name,
        boolean valid,
        int order,
        Set<String> sounds,
        Set<String> rooms,
        Set<HomeMode> modes,
        Hours hours,
        boolean off,
        @Nullable Urgency urgency,
        Set<String> targets,
        @Nullable Flash flash,
        @Nullable Boolean acknowledgement,
        @Nullable Duration repeat,
        @Nullable Duration escalateAfter,
        Set<String> escalateTo,
        @Nullable Boolean each) {
    /** Whether it matches a sound in a mode at every hour, whatever room hears it. */
    public boolean always(String sound, HomeMode mode) {
        return valid
                && (sounds.isEmpty() || sounds.contains(sound))
                && rooms.isEmpty()
                && (modes.isEmpty() || modes.contains(mode))
                && hours.equals(Hours.ALWAYS);
    }

    /** Its hours as {@link Hours#parse} reads them; empty for always. */
    public String hoursText() {
        return hours.text();
    }

    boolean matches(SoundEvent event, HomeMode mode, LocalDateTime time) {
        return valid
                && (sounds.isEmpty() || sounds.contains(event.sound().id()))
                && (rooms.isEmpty() || rooms.stream().anyMatch(entry -> covers(entry, event)))
                && (modes.isEmpty() || modes.contains(mode))
                && hours.contain(time);
    }

    private static boolean covers(String entry, SoundEvent event) {
        return event.rooms().stream().anyMatch(room -> Rooms.covers(entry, room));
    }
}
