// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.AudioFormat;
import io.soribit.api.Detector;
import io.soribit.api.DetectorSession;
import io.soribit.api.ModelException;
import io.soribit.api.Ontology;
import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.Threshold;
import io.soribit.engine.decide.DecisionSettings;
import io.soribit.engine.decide.Smoothing;
import io.soribit.engine.decide.ThresholdRules;
import io.soribit.engine.ear.Segment;
import io.soribit.engine.fake.FakeFrontEnd;
import io.soribit.engine.fake.FakeModel;
import io.soribit.engine.fake.HalfSeconds;
import io.soribit.engine.fake.TestClocks;
import io.soribit.engine.house.Report;
import io.soribit.engine.model.ModelSettings;
import io.soribit.engine.model.ModelSwitch;
import io.soribit.engine.ontology.SoundOntology;
import io.soribit.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What several detectors of one room decide together, on the thread of the test. */
class LaneDecisionTest {
    private static final int RATE = 8_000;

    private final ManualClock clock = TestClocks.clock();
    private final List<Report> reports = new ArrayList<>();
    private final Scorer scorer =
            new Scorer(
                    HalfSeconds.SCORING,
                    Runnable::run,
                    new FailingOntology(),
                    TestClocks.of(clock),
                    reports::add);
    private final ModelSwitch modelSwitch = new ModelSwitch(scorer, ModelSettings.DEFAULT, () -> 2);
    private final Segment segment =
            new Segment(new AudioFormat(RATE, 1), true, TestClocks.of(clock));
    private @Nullable Error failure;
    private float score = 0.8f;
    private float other = 0.8f;
    private boolean failing;

    @AfterEach
    void close() {
        scorer.close();
    }

    @Test
    void aSoundThatOneOfTwoModelsIsSureNotToHearIsNone() throws Exception {
        EarScorer ear = twoModels();
        other = 0.01f;
        hear(ear, 5);
        assertThat(reports).isEmpty();
        other = 0.4f;
        hear(ear, 5);
        assertThat(reports).extracting(Report::phase).containsExactly(Phase.START);
        assertThat(reports.get(0).model()).isEqualTo("a+b");
    }

    @Test
    void whereOneOfTwoModelsLeavesTheOtherDecidesAndTheSoundGoesOn() throws Exception {
        EarScorer ear = twoModels();
        hear(ear, 5);
        modelSwitch.use("a", "kitchen");
        other = 0;
        hear(ear, 5);
        assertThat(reports).extracting(Report::phase).containsOnlyOnce(Phase.START);
        assertThat(reports).extracting(Report::phase).doesNotContain(Phase.END);
        score = 0;
        hear(ear, 10);
        assertThat(reports).extracting(Report::phase).endsWith(Phase.END);
    }

    @Test
    void windowsWithoutNumbersDoNotCountAndEndWhatSounds() throws Exception {
        modelSwitch.add(new FakeFrontEnd(1), 0);
        modelSwitch.add(new FakeModel("a", 1, List.of("dog"), (f, s) -> s[0] = score), 0);
        EarScorer ear = open();
        hear(ear, 5);
        assertThat(reports).extracting(Report::phase).containsExactly(Phase.START);
        long scored = ear.windows().scored();
        score = Float.NaN;
        hear(ear, 5);
        assertThat(reports).extracting(Report::phase).containsExactly(Phase.START, Phase.END);
        assertThat(ear.windows().scored()).isEqualTo(scored);
        assertThat(ear.problem()).contains("a gives scores that are no numbers");
        score = 0.8f;
        hear(ear, 5);
        assertThat(ear.problem()).isEmpty();
        assertThat(ear.windows().scored()).isGreaterThan(scored);
    }

    @Test
    void whereOneOfTwoModelsGivesNoNumbersTheOtherDecides() throws Exception {
        EarScorer ear = twoModels();
        other = Float.NaN;
        hear(ear, 12);
        assertThat(reports).extracting(Report::phase).containsOnlyOnce(Phase.START);
        assertThat(reports).extracting(Report::phase).doesNotContain(Phase.END);
        assertThat(ear.problem()).contains("b gives scores that are no numbers");
        score = Float.NaN;
        hear(ear, 5);
        assertThat(reports).extracting(Report::phase).endsWith(Phase.END);
    }

    @Test
    void aModelThatGivesNoNumbersAnyMoreDoesNotEndWhatTheOtherHears() throws Exception {
        EarScorer ear = twoModels();
        hear(ear, 5);
        other = Float.NaN;
        hear(ear, 12);
        assertThat(reports).extracting(Report::phase).containsOnlyOnce(Phase.START);
        assertThat(reports).extracting(Report::phase).doesNotContain(Phase.END);
    }

    @Test
    void afterWindowsWithoutNumbersWhatTheOtherHeardMeanwhileIsOver() throws Exception {
        configure(Smoothing.NONE, ThresholdRules.NONE);
        EarScorer ear = twoModels();
        other = 0;
        hear(ear, 5);
        score = Float.NaN;
        hear(ear, 9);
        other = 0.8f;
        hear(ear, 1);
        other = 0;
        hear(ear, 7);
        assertThat(reports).extracting(Report::phase).endsWith(Phase.END);
        reports.clear();
        score = 0.8f;
        hear(ear, 5);
        assertThat(reports).extracting(Report::phase).doesNotContain(Phase.START);
    }

    private void configure(Smoothing smoothing, ThresholdRules rules) {
        DecisionSettings usual = HalfSeconds.DECISION;
        DecisionSettings own =
                new DecisionSettings(
                        smoothing,
                        usual.smoothingTime(),
                        usual.minimum(),
                        usual.hold(),
                        usual.refractory(),
                        rules);
        scorer.configure(new ScoringSettings(HalfSeconds.SCORING.hop(), own));
    }

    @Test
    void whereOneOfTwoModelsFailsOnEachWindowTheOtherDecides() throws Exception {
        EarScorer ear = twoModels();
        failing = true;
        hear(ear, 4);
        assertThat(reports).extracting(Report::phase).containsExactly(Phase.START);
        assertThat(ear.problem()).contains("b failed on a window: injected");
    }

    @Test
    void whereOneOfTwoModelsBeginsToFailTheOtherGoesOnDeciding() throws Exception {
        EarScorer ear = twoModels();
        hear(ear, 5);
        failing = true;
        hear(ear, 10);
        assertThat(reports).extracting(Report::phase).doesNotContain(Phase.END);
        score = 0;
        hear(ear, 10);
        assertThat(reports).extracting(Report::phase).endsWith(Phase.END);
    }

    @Test
    void anErrorOfAModelCostsOneWindow() throws Exception {
        modelSwitch.add(new FakeFrontEnd(1), 0);
        modelSwitch.add(new FakeModel("a", 1, List.of("dog"), (f, s) -> fail()), 0);
        EarScorer ear = open();
        hear(ear, 5);
        long scored = ear.windows().scored();
        failure = new OutOfMemoryError("injected");
        hear(ear, 5);
        assertThat(ear.windows().scored()).isEqualTo(scored + 9);
        assertThat(ear.windows().dropped()).isEqualTo(1);
        assertThat(ear.problem()).isEmpty();
    }

    @Test
    void anErrorOutsideTheDetectorsCostsAMomentNotTheRoom() throws Exception {
        modelSwitch.add(new FakeFrontEnd(1), 0);
        modelSwitch.add(new FakeModel("a", 1, List.of("dog"), (f, s) -> s[0] = 0), 0);
        EarScorer ear = open();
        hear(ear, 5);
        failure = new StackOverflowError("injected");
        scorer.configure(new ScoringSettings(HalfSeconds.SCORING.hop(), DecisionSettings.DEFAULT));
        long scored = ear.windows().scored();
        hear(ear, 1);
        assertThat(ear.windows().scored()).isEqualTo(scored);
        hear(ear, 5);
        assertThat(ear.windows().scored()).isGreaterThan(scored + 5);
    }

    private void fail() {
        Error error = failure;
        failure = null;
        if (error != null) {
            throw error;
        }
    }

    @Test
    void aPatternThatMayBeAnAlarmIsOneWhereTheModelHearsOneFaintly() throws Exception {
        modelSwitch.add(new FakeFrontEnd(1), 0);
        modelSwitch.add(new FakeModel("a", 1, List.of("smoke_alarm"), (f, s) -> s[0] = score), 0);
        scorer.addDetector(new Pattern(0.3f));
        EarScorer ear = open();
        score = 0.05f;
        hear(ear, 10);
        assertThat(reports).isEmpty();
        score = 0.15f;
        hear(ear, 5);
        assertThat(reports).extracting(Report::detector).containsExactly("pattern");
        assertThat(reports.get(0).onset())
                .as("where the detector says that it began")
                .isEqualTo(segment.timeline().at(RATE));
    }

    @Test
    void aThresholdOfTheHouseholdIsNoneForAScoreThatARuleGives() throws Exception {
        assertThat(detectorsThatReport("co_alarm=0.95", 0.85f)).containsOnly("pattern");
    }

    @Test
    void aLowThresholdMakesNoAlarmOfAPatternThatMayBeOne() throws Exception {
        assertThat(detectorsThatReport("co_alarm=0.1", 0.3f)).isEmpty();
    }

    private List<String> detectorsThatReport(String threshold, float pattern) throws Exception {
        configure(Smoothing.MEAN, ThresholdRules.parse(List.of(threshold), (entry, why) -> {}));
        modelSwitch.add(new FakeFrontEnd(1), 0);
        modelSwitch.add(new FakeModel("a", 1, List.of("co_alarm"), (f, s) -> s[0] = 0.01f), 0);
        scorer.addDetector(new Pattern(pattern));
        hear(open(), 10);
        return reports.stream().map(Report::detector).toList();
    }

    private EarScorer twoModels() throws ModelException {
        modelSwitch.add(new FakeFrontEnd(1), 0);
        modelSwitch.add(new FakeModel("a", 1, List.of("dog"), (f, s) -> s[0] = score), 0);
        modelSwitch.add(new FakeModel("b", 1, List.of("Bark"), (f, s) -> s[0] = other()), 0);
        modelSwitch.use("a+b", "kitchen");
        return open();
    }

    private float other() {
        if (failing) {
            throw new IllegalStateException("injected");
        }
        return other;
    }

    private EarScorer open() {
        EarScorer ear = scorer.attach("kitchen", true);
        ear.opened(segment);
        return ear;
    }

    private void hear(EarScorer ear, int seconds) throws InterruptedException {
        float[] block = new float[RATE / 10];
        Arrays.fill(block, 0.1f);
        for (int i = 0; i < 10 * seconds; i++) {
            clock.advance(Duration.ofMillis(100));
            segment.append(block, block.length);
            ear.advanced(segment);
        }
    }

    /** Throws once what a test wants. */
    private final class FailingOntology implements Ontology {
        private final Ontology sounds = new SoundOntology();

        @Override
        public Collection<Sound> sounds() {
            return sounds.sounds();
        }

        @Override
        public Optional<Sound> sound(String id) {
            return sounds.sound(id);
        }

        @Override
        public Sound ofLabel(String label) {
            fail();
            return sounds.ofLabel(label);
        }
    }

    /** Finds in all audio what may be an alarm, from its second second on. */
    private record Pattern(float found) implements Detector {
        @Override
        public String id() {
            return "pattern";
        }

        @Override
        public List<String> labels() {
            return List.of("co_alarm");
        }

        @Override
        public Threshold thresholdOf(String label) {
            return new Threshold(0.4f, 0.2f, Duration.ofMillis(1), null, null);
        }

        @Override
        public float provisionalOf(String label) {
            return 0.3f;
        }

        @Override
        public DetectorSession open(int sampleRate, Duration hop) {
            return new DetectorSession() {
                private long written;

                @Override
                public void write(float[] samples, int offset, int length, ScoreSink sink) {
                    float score = written < sampleRate ? 0 : found;
                    if (written == sampleRate) {
                        sink.began(0, sampleRate);
                    }
                    sink.scores(written, written + length, new float[] {score});
                    written += length;
                }

                @Override
                public void close() {}
            };
        }
    }
}
