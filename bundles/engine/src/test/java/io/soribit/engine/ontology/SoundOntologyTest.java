// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ontology;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Embedding;
import io.soribit.api.Sound;
import io.soribit.api.Threshold;
import io.soribit.api.Urgency;
import io.soribit.api.score.TaughtSound;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SoundOntologyTest {
    private final SoundOntology ontology = new SoundOntology();

    @Test
    void knowsTheSoundsOfTheApi() {
        Sound smoke = ontology.sound("smoke_alarm").orElseThrow();
        assertThat(smoke.urgency()).isEqualTo(Urgency.EMERGENCY);
        assertThat(smoke.name("ko")).isEqualTo("화재 경보기");
        assertThat(ontology.sounds()).hasSizeGreaterThan(20);
    }

    @Test
    void findsALabelByIdAudioSetNameAndSpelling() {
        assertThat(ontology.ofLabel("doorbell").id()).isEqualTo("doorbell");
        assertThat(ontology.ofLabel("Smoke detector, smoke alarm").id()).isEqualTo("smoke_alarm");
        assertThat(ontology.ofLabel("Smoke Alarm").id()).isEqualTo("smoke_alarm");
    }

    @Test
    void unknownLabelBecomesASoundOfItsOwn() {
        Sound kettle = ontology.ofLabel("Kettle (whistling)");
        assertThat(kettle.id()).isEqualTo("kettle_whistling");
        assertThat(kettle.urgency()).isEqualTo(Urgency.INFO);
        assertThat(kettle.name("ko")).isEqualTo("Kettle (whistling)");
        assertThat(ontology.ofLabel("주전자").id()).matches("sound_[0-9a-f]+");
    }

    @Test
    void growsAndShrinksAsSoundsAreTaught() {
        TaughtSound bell = new Taught("own_bell");
        ontology.bindTaught(bell);
        assertThat(ontology.sounds()).endsWith(bell.sound());
        assertThat(ontology.sound("own_bell")).contains(bell.sound());
        assertThat(ontology.ofLabel("own_bell").urgency()).isEqualTo(Urgency.NOTICE);
        ontology.unbindTaught(bell);
        assertThat(ontology.sound("own_bell")).isEmpty();
        assertThat(ontology.sounds()).doesNotContain(bell.sound());
    }

    @Test
    void aTaughtSoundNeverTakesThePlaceOfAnother() {
        ontology.bindTaught(new Taught("smoke_alarm"));
        assertThat(ontology.sound("smoke_alarm").orElseThrow().urgency())
                .isEqualTo(Urgency.EMERGENCY);
        assertThat(ontology.sounds())
                .filteredOn(sound -> sound.id().equals("smoke_alarm"))
                .singleElement()
                .extracting(Sound::urgency)
                .isEqualTo(Urgency.EMERGENCY);
    }

    /** Heard by nobody. */
    private record Taught(String id) implements TaughtSound {
        @Override
        public Sound sound() {
            return new Sound(
                    id, Map.of("en", "Our bell"), "🔔", "#00BFA5", Urgency.NOTICE, List.of());
        }

        @Override
        public Threshold threshold() {
            return new Threshold(0.5f, 0.25f);
        }

        @Override
        public Embedding embedding() {
            return new Embedding("fake-1", 2);
        }

        @Override
        public float score(float[] values) {
            return 0;
        }
    }
}
