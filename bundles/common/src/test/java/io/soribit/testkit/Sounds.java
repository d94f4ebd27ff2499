// SPDX-License-Identifier: Apache-2.0
package io.soribit.testkit;

import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import java.util.List;
import java.util.Map;

/** Some kinds of sound, as the hub's ontology has them. */
public final class Sounds {
    public static final Sound DOORBELL =
            sound("doorbell", "Doorbell", "초인종", "🔔", "#00C853", Urgency.URGENT);
    public static final Sound SMOKE_ALARM =
            sound("smoke_alarm", "Smoke alarm", "화재 경보", "🔥", "#FF1744", Urgency.EMERGENCY);
    public static final Sound KETTLE =
            sound("kettle", "Kettle", "주전자", "🫖", "#FF9100", Urgency.NOTICE);

    private Sounds() {}

    public static Sound sound(
            String id, String english, String korean, String icon, String colour, Urgency urgency) {
        return new Sound(id, Map.of("en", english, "ko", korean), icon, colour, urgency, List.of());
    }
}
