// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import io.soribit.api.Alert;
import io.soribit.api.DeliveryOptions;
import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** An alert that nobody heard, to try whether it is seen. */
final class TestAlert {
    private TestAlert() {}

    /**
     * @param target where it is received; empty for everywhere
     * @param by stands in the place of the room
     */
    static Alert of(String target, String by, Instant now) {
        String id = UUID.randomUUID().toString();
        SoundEvent event =
                new SoundEvent(
                        id,
                        Phase.START,
                        true,
                        List.of(by.isBlank() ? "-" : by),
                        Sound.TEST,
                        now,
                        null,
                        1,
                        List.of(),
                        0,
                        "test",
                        null,
                        Duration.ZERO);
        Set<String> targets = target.isBlank() ? Set.of() : Set.of(target);
        return new Alert(
                id, event, Sound.TEST.urgency(), new DeliveryOptions(targets, null, false), 1);
    }
}
