// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.openhasp;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.notify.panel.PanelDesk;
import io.soribit.notify.panel.PanelFixtures;
import io.soribit.notify.panel.Panels;
import io.soribit.notify.panel.RecordedAlerts;
import io.soribit.testkit.Fuzz;
import io.soribit.testkit.ManualClock;
import io.soribit.testkit.MessageFuzz;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What displays publish. */
class OpenHaspFuzzTest {
    @TempDir Path folder;
    private final MessageFuzz bus = new MessageFuzz();
    private final ManualClock clock = new ManualClock(PanelFixtures.ONSET);

    @Test
    void noMessageBreaksTheDisplays() throws IOException {
        PlateSettings settings = PlateSettings.of("p1b20", "p1b21", "en", problem -> {});
        PanelDesk desk =
                new PanelDesk(
                        new PlateDriver(bus, clock, settings),
                        bus,
                        new Panels(List.of("plate01"), "etc", folder.resolve("openhasp.json")),
                        clock,
                        Duration.ofDays(36_500),
                        () -> PanelFixtures.hearing(null, "hall"));
        RecordedAlerts alerts = new RecordedAlerts(desk);
        alerts.raise(PanelFixtures.bell("bell"));
        try (PlatePart part = new PlatePart(bus, desk, name -> desk.confirmed(name, alerts))) {
            Fuzz.run(
                    "openhasp",
                    MessageFuzz.corpus(OpenHaspFuzzTest.class, "openhasp.txt"),
                    input -> {
                        bus.deliver(input);
                        alerts.acknowledged.clear();
                    },
                    List.of());
            assertThat(part).isNotNull();
        }
        assertThat(bus.delivered()).isPositive();
        assertThat(desk.devices()).isNotEmpty();
    }
}
