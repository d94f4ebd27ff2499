// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Sound;
import io.soribit.api.Threshold;
import io.soribit.api.Urgency;
import io.soribit.engine.decide.Confusions;
import io.soribit.engine.decide.Decider;
import io.soribit.engine.decide.DecisionSettings;
import io.soribit.engine.decide.Detection;
import io.soribit.engine.decide.Smoothing;
import io.soribit.engine.decide.ThresholdRules;
import io.soribit.engine.ontology.SoundOntology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Windows of 2 s at a hop of 0.5 s, at 1,000 samples a second: positions are milliseconds. */
class AlarmGuardTest {
    private static final SoundOntology ONTOLOGY = new SoundOntology();
    private static final List<Sound> SOUNDS =
            List.of(sound("smoke_alarm"), sound("co_alarm"), sound("doorbell"));
    private static final List<Threshold> THRESHOLDS =
            Collections.nCopies(3, new Threshold(0.6f, 0.3f));
    private static final List<Threshold> FOUR = Collections.nCopies(4, new Threshold(0.6f, 0.3f));
    private static final Sound BELL =
            new Sound(
                    "own_bell",
                    Map.of("en", "Our bell"),
                    "🔔",
                    "#00BFA5",
                    Urgency.NOTICE,
                    List.of());
    private static final Tuning CADENCE = cadence("co_alarm");
    private static final Tuning HIGH = cadence("smoke_alarm");

    private final List<Detection> published = new ArrayList<>();
    private final Decider decider = new Decider(1_000, (from, to) -> -20, published::add);
    private final AlarmEvidence alarms = new AlarmEvidence(1_000);
    private final AlarmGuard guard = new AlarmGuard(alarms, decider, 1_000);
    private int window;

    @BeforeEach
    void tune() {
        tune(THRESHOLDS);
        windows(4, 0, 0, 0);
    }

    private void tune(List<Threshold> thresholds) {
        tune(SOUNDS, thresholds);
    }

    private void tune(List<Sound> sounds, List<Threshold> thresholds) {
        DecisionSettings settings =
                new DecisionSettings(
                        Smoothing.NONE,
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ofSeconds(6),
                        Duration.ZERO,
                        ThresholdRules.NONE);
        decider.retarget(settings, sounds, thresholds, Confusions.none());
        guard.retarget(sounds, thresholds);
    }

    @Test
    void beepsThatAreSoonOverAreNoAlarmAndOtherSoundsDoNotWait() {
        windows(4, 0.9f, 0.9f, 0.9f);
        windows(20, 0, 0, 0);
        assertThat(published).extracting(d -> d.sound().id()).containsOnly("doorbell");
    }

    @Test
    void anAlarmThatLastsIsOneFromItsBeginning() {
        windows(12, 0.9f, 0, 0);
        assertThat(published).singleElement().extracting(Detection::onset).isEqualTo(3_500L);
        assertThat(published.get(0).decided()).isEqualTo(6_000);
    }

    @Test
    void fourGroupsOfACarbonMonoxideAlarmAreOneEventFromTheFirst() {
        for (int group = 0; group < 4; group++) {
            windows(4, 0, 0.9f, 0);
            windows(8, 0, 0.1f, 0);
        }
        assertThat(published).singleElement().extracting(Detection::onset).isEqualTo(3_500L);
        assertThat(published.get(0).decided()).isGreaterThan(21_000);
    }

    /** As when a household teaches one, or forgets it. */
    @Test
    void anAlarmThatIsWaitedForGoesOnWhenAnotherSoundComesOrGoes() {
        for (int group = 0; group < 4; group++) {
            if (group == 1) {
                tune(
                        List.of(sound("smoke_alarm"), sound("co_alarm"), sound("doorbell"), BELL),
                        FOUR);
            } else if (group == 2) {
                tune(
                        List.of(BELL, sound("smoke_alarm"), sound("co_alarm"), sound("doorbell")),
                        FOUR);
            } else if (group == 3) {
                tune(THRESHOLDS);
            }
            for (int i = 0; i < 12; i++) {
                float heard = i < 4 ? 0.9f : 0.1f;
                switch (group) {
                    case 1 -> windows(1, 0, heard, 0, 0);
                    case 2 -> windows(1, 0, 0, heard, 0);
                    default -> windows(1, 0, heard, 0);
                }
            }
        }
        assertThat(published).singleElement().extracting(Detection::onset).isEqualTo(3_500L);
        assertThat(published.get(0).sound().id()).isEqualTo("co_alarm");
        assertThat(published.get(0).decided()).isEqualTo(decidedWithoutChanges());
    }

    private static long decidedWithoutChanges() {
        AlarmGuardTest same = new AlarmGuardTest();
        same.tune();
        for (int group = 0; group < 4; group++) {
            same.windows(4, 0, 0.9f, 0);
            same.windows(8, 0, 0.1f, 0);
        }
        return same.published.get(0).decided();
    }

    @Test
    void anAlarmWhoseTimingIsHeardDoesNotWait() {
        windows(1, 0, 0.9f, 0);
        alarms.confirm(CADENCE, 4_000 - 200, 4_000, new float[] {0.3f}, new float[1]);
        windows(1, 0, 0.9f, 0);
        assertThat(published).singleElement().extracting(Detection::onset).isEqualTo(3_500L);
    }

    @Test
    void fiveShrillBeepsOfAnOvenAreNoAlarm() {
        for (int i = 0; i < 12; i++) {
            tone(3_800 + 500L * i);
            windows(1, 0.9f, 0, 0);
        }
        windows(20, 0, 0, 0);
        assertThat(published).isEmpty();
    }

    @Test
    void shrillBeepsThatGoOnAreAnAlarmFromItsBeginning() {
        for (int i = 0; i < 16; i++) {
            tone(3_800 + 500L * i);
            windows(1, 0.9f, 0, 0);
        }
        assertThat(published).singleElement().extracting(Detection::onset).isEqualTo(3_500L);
    }

    @Test
    void aSmokeAlarmAsHighAsMostInTheRhythmOfOneDoesNotWait() {
        windows(1, 0.9f, 0.9f, 0);
        tone(4_000, 0.1f);
        windows(1, 0.9f, 0.9f, 0);
        assertThat(published).singleElement().extracting(Detection::onset).isEqualTo(3_500L);
        assertThat(published.get(0).sound().id()).isEqualTo("smoke_alarm");
    }

    @Test
    void whatWasHeldBackCountsWhenTheRhythmIsKnown() {
        Threshold aSecond = new Threshold(0.6f, 0.3f, null, null, Duration.ofSeconds(1));
        tune(Collections.nCopies(3, aSecond));
        windows(2, 0.9f, 0, 0);
        windows(3, 0.1f, 0, 0);
        tone(6_000, 0.1f);
        windows(1, 0.1f, 0, 0);
        assertThat(published).singleElement().extracting(Detection::onset).isEqualTo(3_500L);
        assertThat(published.get(0).decided()).isEqualTo(6_500);
    }

    @Test
    void whatWasHeldBackLongAgoDoesNot() {
        windows(2, 0.9f, 0, 0);
        windows(7, 0.1f, 0, 0);
        tone(8_000, 0.1f);
        windows(1, 0.1f, 0, 0);
        assertThat(published).isEmpty();
    }

    @Test
    void whereTheTimingOfOneAlarmIsHeardWhatLastsIsNoOther() {
        for (int i = 0; i < 30; i++) {
            alarms.confirm(
                    CADENCE,
                    4_000 + 500L * i - 200,
                    4_000 + 500L * i,
                    new float[] {0.3f},
                    new float[1]);
            windows(1, 0.9f, 0, 0);
        }
        assertThat(published).isEmpty();
    }

    @Test
    void aTimingThatNothingConfirmsHoldsBackAnotherAlarmForSecondsOnly() {
        timing(0.3f);
        windows(40, 0.9f, 0, 0);
        assertThat(published).extracting(d -> d.sound().id()).containsExactly("smoke_alarm");
        assertThat(published.get(0).decided()).isEqualTo(12_500);
    }

    @Test
    void anAlarmWhoseTimingIsSureIsNoOtherUntilItMayRepeat() {
        timing(0.9f);
        windows(151, 0.9f, 0, 0);
        assertThat(published).isEmpty();
        windows(1, 0.9f, 0, 0);
        assertThat(published).extracting(Detection::decided).containsExactly(79_500L);
    }

    @Test
    void aTimingThatAModelConfirmsIsSure() {
        alarms.heard(4_000, SOUNDS, new float[] {0.1f, 0, 0});
        timing(0.3f);
        windows(151, 0.9f, 0, 0);
        assertThat(published).isEmpty();
    }

    private void timing(float score) {
        alarms.confirm(CADENCE, 3_800, 4_000, new float[] {score}, new float[1]);
    }

    @Test
    void whileOneAlarmIsReportedWhatLastsIsNoOther() {
        for (int i = 0; i < 60; i++) {
            tone(3_800 + 500L * i, 0.1f);
            windows(1, 0.9f, 0.9f, 0);
        }
        assertThat(published)
                .filteredOn(d -> d.sound().id().equals("co_alarm"))
                .as("another alarm")
                .isEmpty();
        assertThat(published).isNotEmpty();
    }

    @Test
    void aHighSmokeAlarmBeginsWithItsTone() {
        tone(2_400);
        tone(3_400, 0.1f);
        windows(2, 0.9f, 0, 0);
        assertThat(published).singleElement().extracting(Detection::onset).isEqualTo(2_200L);
    }

    @Test
    void aHighSmokeAlarmWhoseRhythmIsKnownBeginsWithItsFirstGroup() {
        for (int end = -1_000; end <= 3_400; end += 200) {
            tone(end, 0.1f);
        }
        windows(2, 0.9f, 0, 0);
        assertThat(published).singleElement().extracting(Detection::onset).isEqualTo(-1_200L);
    }

    @Test
    void aToneThatWasThereLongBeforeIsNotItsBeginning() {
        for (int end = -3_000; end <= 4_000; end += 200) {
            tone(end, 0.1f);
        }
        windows(2, 0.9f, 0, 0);
        assertThat(published).singleElement().extracting(Detection::onset).isEqualTo(3_500L);
    }

    private void tone(long end) {
        tone(end, 0.05f);
    }

    private void tone(long end, float score) {
        alarms.confirm(HIGH, end - 200, end, new float[] {score}, new float[1]);
    }

    @Test
    void whatWasHeardBeforeAGapInTheAudioDoesNotCount() {
        windows(4, 0.9f, 0, 0);
        guard.forget();
        decider.interrupt(Long.MAX_VALUE);
        windows(1, 0.9f, 0, 0);
        assertThat(published).isEmpty();
    }

    @Test
    void anAlarmWhoseTimingIsHeardBeganWhereThatWasMeasured() {
        windows(2, 0, 0.1f, 0);
        windows(2, 0, 0.5f, 0); // heard by the model from 4.5 s on
        alarms.began(sound("co_alarm"), 3_300);
        alarms.confirm(CADENCE, 4_000, 6_000, new float[] {0.9f}, new float[1]);
        windows(1, 0, 0.9f, 0);
        assertThat(published).singleElement().extracting(Detection::onset).isEqualTo(3_300L);
    }

    @Test
    void itBeganWhereOneOfSeveralModelsHeardTheFirstPulse() {
        long start = 500L * window++;
        float[] none = {0, 0, 0};
        decider.window(
                start,
                start + 2_000,
                guard.apply(start, start + 2_000, none, new float[] {0.2f, 0, 0}));
        windows(12, 0.9f, 0, 0);
        assertThat(published).singleElement().extracting(Detection::onset).isEqualTo(3_500L);
    }

    @Test
    void whatWasMeasuredLongBeforeWasAnotherAlarm() {
        alarms.began(sound("co_alarm"), 100);
        windows(20, 0, 0, 0);
        alarms.confirm(CADENCE, 4_000, 6_000, new float[] {0.9f}, new float[1]);
        windows(2, 0, 0.9f, 0);
        assertThat(published).singleElement().extracting(Detection::onset).isEqualTo(13_500L);
    }

    private void windows(int count, float... scores) {
        for (int i = 0; i < count; i++) {
            long start = 500L * window++;
            decider.window(start, start + 2_000, guard.apply(start, start + 2_000, scores));
        }
    }

    private static Tuning cadence(String label) {
        return new Tuning(
                List.of(label),
                List.of(sound(label)),
                List.of(new Threshold(0.4f, 0.2f)),
                List.of(0.3f),
                List.of(),
                1);
    }

    private static Sound sound(String id) {
        return ONTOLOGY.ofLabel(id);
    }
}
