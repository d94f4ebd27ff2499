// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Phase;
import io.soribit.api.Urgency;
import io.soribit.notify.light.lamp.Lamp;
import io.soribit.notify.light.restore.LampJournal;
import io.soribit.notify.light.show.FlashDurations;
import io.soribit.notify.light.show.FlashShow;
import io.soribit.testkit.Fuzz;
import io.soribit.testkit.MessageFuzz;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What lamps of each kind, their gateways, and other hubs publish, while lamps flash. */
class LampsFuzzTest {
    private static final int ALERT_EVERY = 50;

    private final MessageFuzz bus = new MessageFuzz();
    private final ManualTimer timer = new ManualTimer();
    private final LampJournal journal = new LampJournal(null);
    private final FlashShow show =
            new FlashShow(List.of(), timer, 1, FlashDurations.ofSeconds(3, 10, 20, 120), journal);
    private final LampKeeper keeper =
            new LampKeeper(
                    bus,
                    "zigbee2mqtt",
                    Stream.of(
                                    "sofa",
                                    "both",
                                    "shelf/low",
                                    "siren",
                                    "tasmota:bulb",
                                    "wled:wled/shelf",
                                    "shelly:shellyrgb-1/rgb:0",
                                    "ha:light.bed")
                            .map(Lamp::parse)
                            .toList(),
                    timer,
                    show,
                    journal);
    private int inputs;

    @Test
    void noMessageBreaksTheLamps() throws IOException {
        Fuzz.run(
                "lamps",
                MessageFuzz.corpus(LampsFuzzTest.class, "lamps.txt"),
                this::hear,
                List.of());
        assertThat(bus.delivered()).isPositive();
    }

    private void hear(byte[] input) {
        bus.deliver(input);
        timer.advance(100);
        int phase = inputs++ % ALERT_EVERY;
        String id = "alert-" + inputs / ALERT_EVERY;
        if (phase == 0) {
            show.deliver(Alerts.start(id, Urgency.URGENT, Alerts.GREEN));
        } else if (phase == ALERT_EVERY / 2) {
            show.deliver(Alerts.alert(id, Phase.END, Urgency.URGENT, Alerts.GREEN));
            assertThat(keeper.devices()).isNotEmpty();
        }
    }
}
