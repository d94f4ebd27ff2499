// SPDX-License-Identifier: Apache-2.0
package io.soribit.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EveningTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 30, 45, 60, 600})
    void allSoundsFitWithTimeToBeHeard(int seconds) {
        Evening evening = Evening.of(seconds);
        assertThat(evening.seconds()).isBetween(30.0, 60.0);
        assertThat(evening.scenes())
                .allSatisfy(s -> assertThat(s.start() + 3).isLessThan(evening.seconds()));
        assertThat(evening.scenes().stream().filter(Scene::isSound).map(Scene::label))
                .containsExactly("doorbell", "knock", "phone_ring", "smoke_alarm", "siren");
    }

    @Test
    void soundsOfOneRoomDoNotOverlap() {
        Evening evening = Evening.of(Evening.SHORTEST);
        for (Scene a : evening.scenes()) {
            for (Scene b : evening.scenes()) {
                if (a != b && a.room().equals(b.room()) && a.start() < b.start()) {
                    assertThat(a.end())
                            .as(a.label() + " before " + b.label())
                            .isLessThan(b.start());
                }
            }
        }
    }

    @Test
    void aRoomHearsItsOwnSoundsOnly() {
        Evening evening = Evening.of(60);
        Scene bell = evening.scenes().get(0);
        long peak = Math.round((bell.start() + 0.05) * Synthesis.RATE);
        assertThat(loudest(new EveningSource("hallway", evening, 0), peak)).isGreaterThan(0.2f);
        assertThat(loudest(new EveningSource("kitchen", evening, 0), peak)).isLessThan(0.01f);
    }

    private static float loudest(EveningSource source, long from) {
        float loudest = 0;
        for (long i = from; i < from + 400; i++) {
            loudest = Math.max(loudest, Math.abs(source.sample(i)));
        }
        return loudest;
    }

    @Test
    void theScorecardReportsMissesAndFalseAlarms() {
        Evening evening = Evening.of(60);
        Scorecard card = new Scorecard(evening);
        Scene bell = evening.scenes().get(0);
        card.heard(event("doorbell", Urgency.URGENT, "hallway"), bell.start() + 1);
        card.heard(event("siren", Urgency.EMERGENCY, "kitchen"), 1);
        card.heard(event("typing", Urgency.INFO, "kitchen"), 1);
        assertThat(card.missed()).containsExactly("knock", "phone_ring", "smoke_alarm", "siren");
        assertThat(card.falseAlarms()).isEqualTo(1);
        assertThat(card.sounds()).isEqualTo(5);
    }

    private static SoundEvent event(String label, Urgency urgency, String room) {
        return new SoundEvent(
                "1",
                Phase.START,
                true,
                List.of(room),
                new Sound(label, Map.of("en", label), "?", "#000000", urgency, List.of()),
                Instant.EPOCH,
                null,
                0.9f,
                List.of(),
                -20,
                "test",
                null,
                Duration.ZERO);
    }
}
