// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import io.soribit.api.Alert;
import io.soribit.api.Sound;
import io.soribit.api.hub.AlertChange;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An alert that goes on, as the page is told.
 *
 * @param id that of the sound that raised it
 * @param state what happened last: {@code raised}, {@code repeated}, {@code escalated}, {@code
 *     acknowledged}, or at last {@code ended}
 * @param time when that happened
 * @param by who acknowledged it; otherwise empty
 * @param times how often its sound came
 * @param detector who says so; what nobody heard comes from {@code liveness} or {@code test}
 * @param sound id of the sound that it is about: of the last one, if others joined it
 */
public record ActiveAlert(
        String id,
        String state,
        String time,
        String by,
        String label,
        Map<String, String> names,
        String icon,
        String colour,
        String urgency,
        List<String> rooms,
        String onset,
        int times,
        String detector,
        String sound) {
    static ActiveAlert of(AlertChange change) {
        Alert alert = change.alert();
        Sound sound = alert.event().sound();
        return new ActiveAlert(
                alert.id(),
                change.state().name().toLowerCase(Locale.ROOT),
                change.time().toString(),
                change.who(),
                sound.id(),
                sound.names(),
                sound.icon(),
                sound.colour(),
                alert.urgency().name().toLowerCase(Locale.ROOT),
                alert.event().rooms(),
                alert.event().onset().toString(),
                alert.times(),
                alert.event().detector(),
                alert.event().id());
    }

    /** Whether this sound raised it, or was the last to join it. */
    boolean tellsOf(String heard) {
        return id.equals(heard) || sound.equals(heard);
    }

    ActiveAlert ended(Instant now) {
        return new ActiveAlert(
                id,
                "ended",
                now.toString(),
                "",
                label,
                names,
                icon,
                colour,
                urgency,
                rooms,
                onset,
                times,
                detector,
                sound);
    }
}
