// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homie;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.common.log.SourceThrottle;
import io.soribit.common.time.MonotonicClock;
import io.soribit.testkit.Fuzz;
import io.soribit.testkit.MessageFuzz;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What controllers publish. */
class HomieFuzzTest {
    private final MessageFuzz bus = new MessageFuzz();
    private final House house = new House("hall", "거실");
    private final Commands commands = new Commands(new SourceThrottle(MonotonicClock.SYSTEM));

    @Test
    void noMessageBreaksTheDevice() throws IOException {
        DeviceTree tree = new DeviceTree("Soribit");
        tree.node("hub", "Hub").property("model", "Model", "enum", "home-float32", "home-float32");
        try (HomieDevice device = new HomieDevice(bus, "homie/5/soribit-hub", true)) {
            device.show(tree);
            Fuzz.run(
                    "homie",
                    MessageFuzz.corpus(HomieFuzzTest.class, "homie.txt"),
                    input -> {
                        bus.deliver(input);
                        command(new String(input, UTF_8));
                        device.show(tree);
                        house.done.clear();
                    },
                    java.util.List.of());
        }
        assertThat(bus.delivered()).isPositive();
    }

    private void command(String text) {
        String payload = text.substring(text.indexOf(' ') + 1);
        commands.model(house, payload);
        commands.mode(house, payload);
        boolean done = commands.acknowledge(house, payload) & commands.test(house, payload);
        assertThat(done).isEqualTo(payload.equals("true"));
    }
}
