// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.panel;

import io.soribit.api.Alert;
import io.soribit.api.DeliveryOptions;
import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import io.soribit.api.hub.Hearing;
import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import io.soribit.testkit.FakeHub;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Alerts, and a house that is heard. */
public final class PanelFixtures {
    public static final Instant ONSET = Instant.parse("2026-03-01T20:15:30.250Z");
    public static final Sound BELL = sound("doorbell", "Doorbell", "초인종", "🔔", "#00C853");
    public static final Sound SMOKE = sound("smoke_alarm", "Smoke alarm", "화재경보", "🔥", "#FF0000");

    private PanelFixtures() {}

    private static Sound sound(String id, String en, String ko, String icon, String colour) {
        return new Sound(id, Map.of("en", en, "ko", ko), icon, colour, Urgency.URGENT, List.of());
    }

    public static Alert alert(
            String id, Sound sound, Phase phase, Urgency urgency, int times, String... rooms) {
        SoundEvent event =
                new SoundEvent(
                        id,
                        phase,
                        true,
                        List.of(rooms),
                        sound,
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

    public static Alert bell(String id) {
        return alert(id, BELL, Phase.START, Urgency.URGENT, 1, "hall");
    }

    public static Alert smoke(String id) {
        return alert(id, SMOKE, Phase.START, Urgency.EMERGENCY, 1, "kitchen");
    }

    /** The same alert, over. */
    public static Alert over(Alert alert) {
        return alert.with(alert.event().endedAt(ONSET.plusSeconds(3)));
    }

    /** The same alert, for these targets only. */
    public static Alert to(Alert alert, String... targets) {
        return alert.with(new DeliveryOptions(Set.of(targets), null, false));
    }

    /** The same alert, which somebody has to see. */
    public static Alert awaited(Alert alert) {
        return alert.with(new DeliveryOptions(Set.of(), null, true));
    }

    /** A house with these rooms, and one that is not heard, if it is named. */
    public static Hearing hearing(@Nullable String silent, String... rooms) {
        return new FakeHub() {
            @Override
            public List<SourceStatus> sources() {
                return List.of(rooms).stream()
                        .map(
                                room ->
                                        source(
                                                "mic-" + room,
                                                room,
                                                room.equals(silent)
                                                        ? SourceState.LOST
                                                        : SourceState.LISTENING,
                                                -40))
                        .toList();
            }
        };
    }
}
