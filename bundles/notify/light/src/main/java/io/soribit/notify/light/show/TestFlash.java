// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.show;

import io.soribit.api.Alert;
import io.soribit.api.DeliveryOptions;
import io.soribit.api.Flash;
import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** "Flash me": an alert of no sound, for one lamp. */
public final class TestFlash {
    private static final String BLUE_WHITE = "#80B0FF";
    private static final Flash FLASH =
            new Flash(BLUE_WHITE, 1, Duration.ofSeconds(3), Duration.ZERO);

    private TestFlash() {}

    /**
     * An alert that only this lamp shows.
     *
     * @param number of the test
     */
    public static Alert of(String lamp, long number) {
        Sound sound =
                new Sound(
                        "test", Map.of("en", "Test"), "💡", BLUE_WHITE, Urgency.NOTICE, List.of());
        String id = "test." + number;
        SoundEvent event =
                new SoundEvent(
                        id,
                        Phase.START,
                        true,
                        List.of("test"),
                        sound,
                        Instant.EPOCH,
                        null,
                        1,
                        List.of(),
                        0,
                        "test",
                        null,
                        Duration.ZERO);
        return new Alert(id, event, Urgency.NOTICE)
                .with(new DeliveryOptions(Set.of(lamp), FLASH, false));
    }
}
