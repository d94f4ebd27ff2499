// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.push;

import io.soribit.api.Alert;
import io.soribit.api.DeliveryOptions;
import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Alerts, and a clock that is set by hand. */
public final class Samples {
    static final Instant ONSET = Instant.parse("2026-03-01T20:15:30.250Z");
    private static final Sound DOORBELL =
            new Sound(
                    "doorbell",
                    Map.of("en", "Doorbell", "ko", "초인종"),
                    "🔔",
                    "#00C853",
                    Urgency.URGENT,
                    List.of());

    private Samples() {}

    public static Alert alert(String id, Phase phase, Urgency urgency, int times, String... rooms) {
        SoundEvent event =
                new SoundEvent(
                        id,
                        phase,
                        true,
                        List.of(rooms),
                        DOORBELL,
                        ONSET,
                        phase == Phase.END ? ONSET.plusSeconds(3) : null,
                        0.91f,
                        List.of(),
                        -20,
                        "model",
                        null,
                        Duration.ZERO);
        return new Alert(id, event, urgency, DeliveryOptions.DEFAULT, times);
    }

    public static Alert doorbell() {
        return alert("7f3a", Phase.START, Urgency.URGENT, 1, "hall");
    }
}
