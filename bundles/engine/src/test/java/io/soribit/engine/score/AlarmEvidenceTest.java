// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Sound;
import io.soribit.api.Threshold;
import io.soribit.engine.ontology.SoundOntology;
import java.util.List;
import org.junit.jupiter.api.Test;

/** At 1,000 samples a second. */
class AlarmEvidenceTest {
    private static final SoundOntology ONTOLOGY = new SoundOntology();
    private static final List<Sound> SOUNDS =
            List.of(ONTOLOGY.ofLabel("dog"), ONTOLOGY.ofLabel("smoke_alarm"));
    private static final Tuning CADENCE =
            new Tuning(
                    List.of("co_alarm"),
                    List.of(ONTOLOGY.ofLabel("co_alarm")),
                    List.of(new Threshold(0.4f, 0.2f)),
                    List.of(0.3f),
                    List.of(),
                    1);

    private final AlarmEvidence alarms = new AlarmEvidence(1_000);

    @Test
    void aProvisionalScoreCountsWhereAModelHearsAnAlarmTooIfFaintly() {
        assertThat(confirmed(10_000, 0.3f)).isEqualTo(0.3f);
        alarms.heard(9_000, SOUNDS, new float[] {0.9f, 0.09f});
        assertThat(confirmed(10_000, 0.3f)).isEqualTo(0.3f);
        alarms.heard(9_000, SOUNDS, new float[] {0, 0.1f});
        assertThat(confirmed(10_000, 0.3f)).isGreaterThan(0.4f);
        assertThat(confirmed(10_000, 0.29f)).isEqualTo(0.29f);
        assertThat(confirmed(10_000, 0.9f)).isEqualTo(0.9f);
    }

    @Test
    void whatAModelHeardLongAgoConfirmsNothing() {
        alarms.heard(1_000, SOUNDS, new float[] {0, 1});
        assertThat(confirmed(9_000, 0.3f)).isGreaterThan(0.4f);
        assertThat(confirmed(9_001, 0.3f)).isEqualTo(0.3f);
    }

    @Test
    void aBeepThatGoesOnCountsWhereAModelTakesItForAnAppliance() {
        List<Sound> sounds = List.of(sound("appliance_beep"), sound("alarm"));
        alarms.heard(9_000, sounds, new float[] {0.29f, 0});
        assertThat(goesOn(10_000)).isEqualTo(0.3f);
        alarms.heard(9_000, sounds, new float[] {0.4f, 0.5f});
        assertThat(goesOn(10_000)).as("an alarm clock").isEqualTo(0.3f);
        alarms.heard(9_000, sounds, new float[] {0.5f, 0.4f});
        assertThat(goesOn(10_000)).isGreaterThan(0.4f);
        assertThat(goesOn(17_001)).isEqualTo(0.3f);
    }

    @Test
    void heldNotesOfMusicAreNoBeepThatGoesOn() {
        List<Sound> sounds = List.of(sound("appliance_beep"), sound("music"));
        for (long end = 250; end <= 30_000; end += 250) {
            alarms.heard(end, sounds, new float[] {0, 0.8f});
        }
        alarms.heard(30_250, sounds, new float[] {0.9f, 0.1f});
        assertThat(goesOn(30_250)).isEqualTo(0.3f);
        for (long end = 30_500; end <= 50_000; end += 250) {
            alarms.heard(end, sounds, new float[] {0.9f, 0.1f});
        }
        assertThat(goesOn(50_000)).as("the music is over").isGreaterThan(0.4f);
    }

    @Test
    void inMusicAFaintAlarmConfirmsNothing() {
        List<Sound> sounds = List.of(sound("smoke_alarm"), sound("music"));
        for (long end = 250; end <= 30_000; end += 250) {
            alarms.heard(end, sounds, new float[] {0.3f, 0.8f});
        }
        assertThat(confirmed(30_000, 0.3f)).isEqualTo(0.3f);
        alarms.heard(30_250, sounds, new float[] {0.5f, 0.8f});
        assertThat(confirmed(30_250, 0.3f)).isGreaterThan(0.4f);
    }

    private float goesOn(long end) {
        Tuning beeper =
                new Tuning(
                        List.of("unknown_alarm"),
                        List.of(sound("unknown_alarm")),
                        List.of(new Threshold(0.4f, 0.2f)),
                        List.of(0.3f),
                        List.of(),
                        1);
        float[] raised = new float[1];
        alarms.confirm(beeper, end - 200, end, new float[] {0.3f}, raised);
        return raised[0];
    }

    private static Sound sound(String id) {
        return ONTOLOGY.ofLabel(id);
    }

    private float confirmed(long end, float score) {
        float[] raised = new float[1];
        alarms.confirm(CADENCE, end - 200, end, new float[] {score}, raised);
        return raised[0];
    }
}
