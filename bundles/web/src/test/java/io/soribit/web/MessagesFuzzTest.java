// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.testkit.Fuzz;
import io.soribit.testkit.MessageFuzz;
import io.soribit.web.live.Live;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the page shows of MQTT. */
class MessagesFuzzTest {
    private final MessageFuzz bus = new MessageFuzz();
    private final Live live =
            new Live("1.2.3", "", 100, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    @Test
    void noMessageBreaksThePage() throws IOException {
        try (MqttTopics topics = new MqttTopics(bus, "zigbee2mqtt", live)) {
            Fuzz.run(
                    "page",
                    MessageFuzz.corpus(MessagesFuzzTest.class, "messages.txt"),
                    bus::deliver,
                    List.of());
            assertThat(topics).isNotNull();
        }
        assertThat(bus.delivered()).isPositive();
    }
}
