// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.panel;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Alert;
import io.soribit.api.Phase;
import io.soribit.api.Urgency;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PanelTextTest {
    private final Alert bell =
            PanelFixtures.alert(
                    "a", PanelFixtures.BELL, Phase.START, Urgency.URGENT, 3, "kitchen", "hall");

    @Test
    void anAlertIsNamedWithItsRooms() {
        assertThat(PanelText.plain(bell, "en")).isEqualTo("Doorbell x3 - kitchen, hall");
        assertThat(PanelText.line(bell, "ko")).isEqualTo("🔔 초인종 ×3 · kitchen, hall");
    }

    @Test
    void oneThatComesLateSaysHowOldItIs() {
        Alert late = bell.aged(Duration.ofMinutes(7));
        assertThat(PanelText.plain(late, "en"))
                .isEqualTo("Doorbell x3 - kitchen, hall (7 min ago)");
        assertThat(PanelText.line(late, "ko")).endsWith("hall (7분 전)");
    }
}
