// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import io.soribit.api.Alternative;
import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Events to test with. */
final class Sounds {
    static final Sound DOORBELL =
            new Sound(
                    "doorbell",
                    Map.of("en", "Doorbell", "ko", "초인종"),
                    "🔔",
                    "#00C853",
                    Urgency.URGENT,
                    List.of());
    static final Sound KNOCK =
            new Sound("knock", Map.of("en", "Knock"), "✊", "#00C853", Urgency.URGENT, List.of());
    private static final Instant ONSET = Instant.parse("2026-03-01T20:15:30.250Z");

    private Sounds() {}

    static SoundEvent doorbell(String id, Phase phase, boolean house, String... rooms) {
        return new SoundEvent(
                id,
                phase,
                house,
                List.of(rooms),
                DOORBELL,
                ONSET,
                phase == Phase.END ? ONSET.plusSeconds(2) : null,
                0.91234f,
                List.of(new Alternative(KNOCK, 0.1f)),
                -23.456f,
                "model",
                "home-float32",
                Duration.ofMillis(80));
    }
}
