// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ontology;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Sound;
import io.soribit.api.Urgency;
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
}
