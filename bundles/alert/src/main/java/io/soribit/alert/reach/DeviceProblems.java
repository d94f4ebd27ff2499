// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.reach;

import io.soribit.api.Phase;
import io.soribit.api.Rooms;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import io.soribit.common.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A problem that devices have, as an event of the house while at least one has it. Not thread-safe.
 */
public final class DeviceProblems {
    /** The detector of their events. */
    public static final String DETECTOR = "devices";

    private static final String ICON = "⚠️";
    private static final String COLOUR = "#D500F9";

    private final String label;
    private final Text what;
    private List<String> names = List.of();
    private @Nullable SoundEvent raised;

    /**
     * @param label of the sound that stands for it
     * @param what people read, before the names of the devices
     */
    DeviceProblems(String label, Text what) {
        this.label = label;
        this.what = what;
    }

    /**
     * These devices have it now.
     *
     * @return the event to raise; empty if no other device has it than before
     */
    Optional<SoundEvent> set(List<String> now, Instant time) {
        boolean more = now.stream().anyMatch(name -> !names.contains(name));
        names = List.copyOf(now);
        if (more) {
            SoundEvent event = event(time);
            raised = event;
            return Optional.of(event);
        }
        return names.isEmpty() ? end(time) : Optional.empty();
    }

    /** Ends the event, if there is one. */
    Optional<SoundEvent> end(Instant time) {
        SoundEvent last = raised;
        raised = null;
        return Optional.ofNullable(last).map(event -> event.endedAt(time));
    }

    /** The event that goes on; null if there is none. */
    @Nullable SoundEvent raised() {
        return raised;
    }

    private SoundEvent event(Instant time) {
        String list = ": " + String.join(", ", names);
        Sound sound =
                new Sound(
                        label,
                        Map.of("en", what.english() + list, "ko", what.korean() + list),
                        ICON,
                        COLOUR,
                        Urgency.NOTICE,
                        List.of());
        return new SoundEvent(
                UUID.randomUUID().toString(),
                Phase.START,
                true,
                List.of(Rooms.HOUSE),
                sound,
                time,
                null,
                1,
                List.of(),
                0,
                DETECTOR,
                null,
                Duration.ZERO);
    }
}
