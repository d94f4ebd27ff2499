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
import java.util.UUID;

/** The alert that another alert has reached nobody: for the page, MQTT, and what works later. */
final class UndeliveredAlert {
    static final String SOUND = "not_delivered";

    private UndeliveredAlert() {}

    static Alert of(Alert lost, Instant now) {
        Sound cause = lost.event().sound();
        Sound sound =
                new Sound(
                        SOUND,
                        Map.of(
                                "en", "Nobody was reached: " + cause.name("en"),
                                "ko", "아무에게도 전달되지 않음: " + cause.name("ko")),
                        "⚠️",
                        "#D500F9",
                        Urgency.URGENT,
                        List.of());
        String id = UUID.randomUUID().toString();
        SoundEvent event =
                new SoundEvent(
                        id,
                        Phase.START,
                        true,
                        lost.event().rooms(),
                        sound,
                        now,
                        null,
                        1,
                        List.of(),
                        lost.event().levelDb(),
                        "delivery",
                        null,
                        Duration.ZERO);
        return new Alert(id, event, Urgency.URGENT);
    }
}
