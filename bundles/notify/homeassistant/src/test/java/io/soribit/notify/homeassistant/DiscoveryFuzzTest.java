// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.engine.ontology.SoundOntology;
import io.soribit.testkit.Fuzz;
import io.soribit.testkit.MessageFuzz;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the broker retains, and what other hubs publish. */
class DiscoveryFuzzTest {
    private static final int LOOK_EVERY = 20;

    private final MessageFuzz bus = new MessageFuzz();
    private long inputs;

    @Test
    void noMessageBreaksTheDiscovery() throws IOException {
        Discovery discovery =
                new Discovery(
                        bus,
                        new Settings(Form.DEVICE, "homeassistant", "en"),
                        new Devices(bus, "hub", new SoundOntology(), "en", "0.1.0"));
        Home home = new Home("hall");
        Fuzz.run(
                "discovery",
                MessageFuzz.corpus(DiscoveryFuzzTest.class, "discovery.txt"),
                input -> {
                    bus.deliver(input);
                    if (inputs++ % LOOK_EVERY == 0) {
                        discovery.look(home, home, null, Duration.ofSeconds(inputs));
                    }
                },
                List.of());
        discovery.close();
        assertThat(bus.delivered()).isPositive();
    }
}
