// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.awtrix;

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
class AwtrixFuzzTest {
    @TempDir Path folder;
    private final MessageFuzz bus = new MessageFuzz();
    private final ManualClock clock = new ManualClock(PanelFixtures.ONSET);

    @Test
    void noMessageBreaksTheDisplays() throws IOException {
        List<String> names = List.of("a/b/c", "awtrix_1");
        PanelDesk desk =
                new PanelDesk(
                        new AwtrixDriver(bus, clock),
                        bus,
                        new Panels(names, "etc", folder.resolve("awtrix.json")),
                        clock,
                        Duration.ofSeconds(60),
                        () -> PanelFixtures.hearing(null, "hall"));
        RecordedAlerts alerts = new RecordedAlerts(desk);
        alerts.raise(PanelFixtures.bell("bell"));
        try (AwtrixPart part =
                new AwtrixPart(bus, desk, names, name -> desk.pressed(name, alerts))) {
            Fuzz.run(
                    "awtrix",
                    MessageFuzz.corpus(AwtrixFuzzTest.class, "awtrix.txt"),
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
