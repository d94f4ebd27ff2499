// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import io.soribit.api.Alert;
import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Alerts for tests. */
public final class Alerts {
    public static final String GREEN = "#00C853";
    public static final String BLUE = "#0057FF";
    public static final String RED = "#FF2200";

    private Alerts() {}

    public static Alert start(String id, Urgency urgency, String colour, String... rooms) {
        return alert(id, Phase.START, urgency, colour, rooms);
    }

    public static Alert alert(
            String id, Phase phase, Urgency urgency, String colour, String... rooms) {
        Sound sound = new Sound("sound", Map.of("en", "Sound"), "🔔", colour, urgency, List.of());
        SoundEvent event =
                new SoundEvent(
                        id,
                        phase,
                        true,
                        rooms.length == 0 ? List.of("hall") : List.of(rooms),
                        sound,
                        Instant.EPOCH,
                        phase == Phase.END ? Instant.EPOCH : null,
                        1,
                        List.of(),
                        -20,
                        "model",
                        null,
                        Duration.ZERO);
        return new Alert(id, event, urgency);
    }
}
