// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import io.soribit.api.Alert;
import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Events to test with. */
public final class Events {
    public static final Instant NOW = Instant.parse("2026-03-01T20:15:30Z");

    private Events() {}

    public static Sound sound(String id, Urgency urgency) {
        return new Sound(id, Map.of("en", id), "🔔", "#00C853", urgency, List.of());
    }

    public static SoundEvent event(String id, Phase phase, Sound sound, boolean house) {
        return new SoundEvent(
                id,
                phase,
                house,
                List.of("hall"),
                sound,
                NOW,
                phase == Phase.END ? NOW : null,
                1,
                List.of(),
                -20,
                "model",
                null,
                Duration.ZERO);
    }

    public static SoundEvent doorbell(String id, Phase phase) {
        return event(id, phase, sound("doorbell", Urgency.URGENT), true);
    }

    public static Alert alert(String id, Phase phase) {
        return new Alert(id, doorbell(id, phase), Urgency.URGENT);
    }
}
