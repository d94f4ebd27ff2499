// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Phase;
import io.soribit.web.lamp.Lamp;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LivePageTest {
    private static final Instant T = Instant.parse("2026-01-01T20:00:00Z");
    private final LivePage page = new LivePage("1.2.3", TestServer.config(2));

    @AfterEach
    void stop() throws InterruptedException {
        page.stop();
    }

    @Test
    void showsTheHousesEventsAndNotEachRoomsAgain() {
        page.onSound(HubFixture.event("1", Phase.START, HubFixture.PHONE, T, null, false, "Hall"));
        page.onSound(HubFixture.event("2", Phase.START, HubFixture.PHONE, T, null, true, "Hall"));

        assertThat(page.live().snapshot().sounds())
                .extracting(sound -> sound.path("id").asText())
                .containsExactly("2");
    }

    @Test
    void followsTheLampsOfTheBusThatIsThere() {
        HubFixture first = new HubFixture();
        HubFixture second = new HubFixture();
        page.bindBus(first);
        page.bindBus(second);
        page.unbindBus(first);

        assertThat(first.subscriptions()).isZero();
        second.send("zigbee2mqtt/bedside lamp/set", "{\"state\":\"ON\"}");
        second.send("zigbee2mqtt/bedside lamp/get", "{\"state\":\"\"}");
        assertThat(page.live().snapshot().lamps())
                .extracting(Lamp::name, Lamp::on)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("bedside lamp", true));

        page.unbindBus(second);
        assertThat(second.subscriptions()).isZero();
        assertThat(page.live().snapshot().status().missing()).contains("mqtt");
    }
}
