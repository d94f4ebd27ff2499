// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.room;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.testkit.MessageFuzz;
import org.junit.jupiter.api.Test;

/** Whoever may publish must not fill the memory with hubs that do not exist. */
class ManyHubsTest {
    private final MessageFuzz bus = new MessageFuzz();
    private long now;

    private void health(String instance) {
        String topic = "soribit/hub/room-" + instance + "/health";
        bus.deliver((topic + " {\"instance\":\"" + instance + "\"}").getBytes(UTF_8));
    }

    @Test
    void hubsBeyondTheLimitAreNotedOnceOthersAreGone() {
        try (OtherHubs hubs = new OtherHubs(bus, () -> now, instance -> {})) {
            for (int i = 0; i < 5_000; i++) {
                health("hub" + i);
            }
            assertThat(hubs.isRunning("hub1")).isTrue();
            assertThat(hubs.hasRoom("room-hub1")).isTrue();
            assertThat(hubs.isRunning("hub4999")).isFalse();
            assertThat(hubs.hasRoom("room-hub4999")).isFalse();

            now += OtherHubs.ALIVE.toNanos();
            health("hub4999");
            assertThat(hubs.isRunning("hub4999")).isTrue();
            assertThat(hubs.hasRoom("room-hub4999")).isTrue();
        }
    }
}
