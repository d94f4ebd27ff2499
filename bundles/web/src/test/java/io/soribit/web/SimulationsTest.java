// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationsTest {
    private static final Instant T = Instant.parse("2026-01-01T20:00:00Z");
    private final Simulations simulations = new Simulations();

    @Test
    void aDisplayIsWhatItSays() {
        assertThat(
                        simulations.told(
                                "clock",
                                "{\"kind\":\"AWTRIX\",\"text\":\"초인종\",\"colour\":\"#00c853\","
                                        + "\"hold\":true,\"stale\":true}",
                                T))
                .isEqualTo(
                        new Simulated(
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
        Simulated lamp = simulations.told("shelf", "{\"kind\":\"wled\",\"on\":true}", T);
        assertThat(lamp.on()).isTrue();
        assertThat(lamp.colour()).isNull();
        assertThat(simulations.told("shelf", "", T))
                .extracting(Simulated::gone, Simulated::on)
                .containsExactly(true, false);
        assertThat(simulations.told("shelf", "", T)).isNull();
        assertThat(simulations.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[1]", "17", "null", "\"text\"", "x"})
    void nonsenseChangesNothing(String payload) {
        simulations.told("clock", "{\"text\":\"before\"}", T);
        assertThat(simulations.told("clock", payload, T)).isNull();
        assertThat(simulations.all())
                .singleElement()
                .extracting(Simulated::text)
                .isEqualTo("before");
    }

    @Test
    void nonsenseInsideIsIgnoredAndLongTextsAreCut() {
        Simulated clock =
                simulations.told(
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
    void whatStandsOnADisplayIsShownWhileNothingIsInFront() {
        String objects = "\"objects\":{\"p1b20\":\"Doorbell\",\"p1b21\":\"Listening 20:00\"}}";
        assertThat(simulations.told("plate", "{\"text\":\"\"," + objects, T).text())
                .isEqualTo("Doorbell\nListening 20:00");
        assertThat(simulations.told("plate", "{\"text\":\"Knock\"," + objects, T).text())
                .isEqualTo("Knock");
    }

    @Test
    void thereIsAnEndToThem() {
        for (int i = 0; i < 100; i++) {
            simulations.told("s" + i, "{}", T);
        }
        assertThat(simulations.all()).hasSize(64);
        assertThat(simulations.clear()).hasSize(64).allMatch(Simulated::gone);
        assertThat(simulations.all()).isEmpty();
    }
}
