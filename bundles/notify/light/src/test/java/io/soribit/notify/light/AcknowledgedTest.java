// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Alert;
import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import io.soribit.notify.light.lamp.Lamp;
import io.soribit.notify.light.show.FlashDurations;
import io.soribit.notify.light.show.ShownAlerts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AcknowledgedTest {
    private final Lamp lamp = Lamp.parse("lamp");
    private final ShownAlerts alerts = new ShownAlerts(FlashDurations.ofSeconds(3, 10, 20, 120), 1);

    private static Alert alert(String id, Urgency urgency) {
        Sound sound =
                new Sound("sound", Map.of("en", "Sound"), "🔔", "#00C853", urgency, List.of());
        SoundEvent event =
                new SoundEvent(
                        id,
                        Phase.START,
                        true,
                        List.of("hall"),
                        sound,
                        Instant.EPOCH,
                        null,
                        1,
                        List.of(),
                        -20,
                        "model",
                        null,
                        Duration.ZERO);
        return new Alert(id, event, urgency);
    }

    private Optional<String> winner() {
        return alerts.winner(lamp, Duration.ZERO).map(shown -> shown.alert().id());
    }

    @Test
    void whatIsSeenStopsAndTheRestIsShown() {
        alerts.start(alert("bell", Urgency.URGENT), Duration.ZERO);
        alerts.start(alert("phone", Urgency.NOTICE), Duration.ZERO);
        alerts.acknowledge("bell");
        assertThat(winner()).contains("phone");
        alerts.acknowledge("phone");
        assertThat(winner()).isEmpty();
    }

    @Test
    void anEmergencyCannotBeSilenced() {
        alerts.start(alert("fire", Urgency.EMERGENCY), Duration.ZERO);
        alerts.acknowledge("fire");
        alerts.removeExpired(Duration.ofSeconds(19));
        assertThat(winner()).contains("fire");
    }
}
