// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.lamp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedDevicesTest {
    private static final Instant T = Instant.parse("2026-01-01T20:00:00Z");
    private final SimulatedDevices devices = new SimulatedDevices();

    @Test
    void aDisplayHasTheStateOfItsMessage() {
        assertThat(
                        devices.apply(
                                "clock",
                                "{\"kind\":\"AWTRIX\",\"text\":\"초인종\",\"colour\":\"#00c853\","
                                        + "\"hold\":true,\"stale\":true}",
                                T))
                .isEqualTo(
                        new SimulatedDevice(
                                "clock",
                                "AWTRIX",
                                T.toString(),
                                "초인종",
                                "#00C853",
                                "green",
                                null,
                                true,
                                true,
                                false));
    }

    @Test
    void aLampIsOnOrOffAndGoesAway() {
        SimulatedDevice lamp = devices.apply("shelf", "{\"kind\":\"wled\",\"on\":true}", T);
        assertThat(lamp.on()).isTrue();
        assertThat(lamp.colour()).isNull();
        assertThat(devices.apply("shelf", "", T))
                .extracting(SimulatedDevice::gone, SimulatedDevice::on)
                .containsExactly(true, false);
        assertThat(devices.apply("shelf", "", T)).isNull();
        assertThat(devices.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[1]", "17", "null", "\"text\"", "x"})
    void malformedMessagesChangeNothing(String payload) {
        devices.apply("clock", "{\"text\":\"before\"}", T);
        assertThat(devices.apply("clock", payload, T)).isNull();
        assertThat(devices.all())
                .singleElement()
                .extracting(SimulatedDevice::text)
                .isEqualTo("before");
    }

    @Test
    void malformedValuesAreIgnoredAndLongTextsAreCut() {
        SimulatedDevice clock =
                devices.apply(
                        "clock",
                        "{\"kind\":7,\"colour\":\"red\",\"on\":\"yes\",\"hold\":[],\"text\":\""
                                + "x".repeat(2_000)
                                + "\"}",
                        T);
        assertThat(clock.colour()).isNull();
        assertThat(clock.on()).isNull();
        assertThat(clock.hold()).isFalse();
        assertThat(clock.text()).hasSize(200);
    }

    @Test
    void backgroundObjectsAreShownWithoutATextInFront() {
        String objects = "\"objects\":{\"p1b20\":\"Doorbell\",\"p1b21\":\"Listening 20:00\"}}";
        assertThat(devices.apply("plate", "{\"text\":\"\"," + objects, T).text())
                .isEqualTo("Doorbell\nListening 20:00");
        assertThat(devices.apply("plate", "{\"text\":\"Knock\"," + objects, T).text())
                .isEqualTo("Knock");
    }

    @Test
    void theirNumberIsLimited() {
        for (int i = 0; i < 100; i++) {
            devices.apply("s" + i, "{}", T);
        }
        assertThat(devices.all()).hasSize(64);
        assertThat(devices.clear()).hasSize(64).allMatch(SimulatedDevice::gone);
        assertThat(devices.all()).isEmpty();
    }
}
