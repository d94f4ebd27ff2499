// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sound event of the house, as the page is told.
 *
 * @param urgency the sound's own
 * @param told null if people are not told of it: then it is only shown
 */
record Heard(
        String id,
        String label,
        Map<String, String> names,
        String icon,
        String colour,
        String urgency,
        String phase,
        List<String> rooms,
        String onset,
        @Nullable String end,
        float score,
        List<Instead> alternatives,
        float levelDb,
        String detector,
        @Nullable String model,
        long latencyMs,
        Map<String, Double> evidence,
        @Nullable Told told) {
    /** What else it might have been. */
    record Instead(String label, Map<String, String> names, float score) {}

    static Heard of(SoundEvent e, @Nullable Told told) {
        Sound sound = e.sound();
        return new Heard(
                e.id(),
                sound.id(),
                sound.names(),
                sound.icon(),
                sound.colour(),
                sound.urgency().name().toLowerCase(Locale.ROOT),
                e.phase().name().toLowerCase(Locale.ROOT),
                e.rooms(),
                e.onset().toString(),
                e.end() == null ? null : e.end().toString(),
                e.score(),
                e.alternatives().stream()
                        .map(a -> new Instead(a.sound().id(), a.sound().names(), a.score()))
                        .toList(),
                e.levelDb(),
                e.detector(),
                e.model(),
                e.latency().toMillis(),
                e.evidence(),
                told);
    }
}
