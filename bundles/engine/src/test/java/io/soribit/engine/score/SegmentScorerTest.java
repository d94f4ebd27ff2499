// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.AudioFormat;
import io.soribit.api.Detector;
import io.soribit.api.DetectorSession;
import io.soribit.api.Phase;
import io.soribit.api.Threshold;
import io.soribit.engine.ear.Segment;
import io.soribit.engine.fake.BadDetector;
import io.soribit.engine.fake.FakeFrontEnd;
import io.soribit.engine.fake.FakeModel;
import io.soribit.engine.fake.HalfSeconds;
import io.soribit.engine.fake.Ramp;
import io.soribit.engine.fake.TestClocks;
import io.soribit.engine.house.Report;
import io.soribit.engine.model.ModelSettings;
import io.soribit.engine.model.ModelSwitch;
import io.soribit.engine.ontology.SoundOntology;
import io.soribit.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scoring on the thread of the test: 8,000 samples a second, windows of 16,000 every 4,000. */
class SegmentScorerTest {
    private static final int RATE = 8_000;
    private static final int HOP = 4_000;

    private final ManualClock clock = TestClocks.clock();
    private final List<Long> windows = new ArrayList<>();
    private final List<String> models = new ArrayList<>();
    private final List<Report> reports = new ArrayList<>();
    private final FakeFrontEnd frontEnd = new FakeFrontEnd(1);
    private final Scorer scorer =
            new Scorer(
                    HalfSeconds.SCORING,
                    Runnable::run,
                    new SoundOntology(),
                    TestClocks.of(clock),
                    reports::add);
    private final ModelSwitch modelSwitch = new ModelSwitch(scorer, ModelSettings.DEFAULT, () -> 2);
    private final EarScorer ear = scorer.attach("kitchen", true);
    private Segment segment = new Segment(new AudioFormat(RATE, 1), true, TestClocks.of(clock));
    private long given;

    @BeforeEach
    void open() {
        ear.opened(segment);
    }

    @AfterEach
    void close() {
        scorer.close();
        assertThat(frontEnd.open).hasValue(0);
    }

    @Test
    void scoresEachWindowOnceInOrder() throws InterruptedException {
        modelSwitch.add(frontEnd, 0);
        modelSwitch.add(recorder("a"), 0);
        give(10 * RATE, 777);
        assertThat(windows).containsExactlyElementsOf(expected(17));
        assertThat(ear.windows().scored()).isEqualTo(17);
        assertThat(ear.windows().dropped()).isZero();
        assertThat(ear.lastScored()).isEqualTo(clock.instant());
    }

    @Test
    void goesOnWithTheNextWindowWhenTheModelIsReplaced() throws InterruptedException {
        modelSwitch.add(frontEnd, 0);
        FakeModel a = recorder("a");
        FakeModel b = recorder("b");
        modelSwitch.add(a, 0);
        give(5 * RATE + 123, 777);
        modelSwitch.add(b, 0);
        modelSwitch.remove(a);
        assertThat(a.open).hasValue(0);
        give(5 * RATE, 777);
        modelSwitch.remove(b);
        assertThat(b.open).hasValue(0);
        assertThat(frontEnd.open).hasValue(0);
        give(5 * RATE, 777);
        FakeModel c = recorder("c");
        modelSwitch.add(c, 0);
        give(RATE, 777);
        assertThat(windows).containsExactlyElementsOf(expected(29));
        assertThat(models).containsSubsequence("a", "b", "c");
    }

    @Test
    void goesOnWhenTheFrontEndIsReplaced() throws InterruptedException {
        FakeFrontEnd other = new FakeFrontEnd(1);
        modelSwitch.add(frontEnd, 0);
        modelSwitch.add(recorder("a"), 0);
        give(5 * RATE, 777);
        modelSwitch.remove(frontEnd);
        assertThat(frontEnd.open).hasValue(0);
        give(RATE, 777);
        assertThat(windows).hasSize(7);
        modelSwitch.add(other, 0);
        give(RATE, 777);
        assertThat(windows).containsExactlyElementsOf(expected(11));
        assertThat(other.open).hasValue(1);
        modelSwitch.remove(other);
        assertThat(other.open).hasValue(0);
    }

    @Test
    void goesOnWithTheNextWindowWhenTheHopChanges() throws InterruptedException {
        modelSwitch.add(frontEnd, 0);
        modelSwitch.add(recorder("a"), 0);
        give(3 * RATE, 777);
        scorer.configure(new ScoringSettings(Duration.ofMillis(250), HalfSeconds.DECISION));
        give(RATE, 777);
        // windows of 1 s every 0.25 s from here on
        assertThat(windows)
                .containsExactly(
                        0L, 4_000L, 8_000L, 12_000L, 14_000L, 16_000L, 18_000L, 20_000L, 22_000L,
                        24_000L);
    }

    @Test
    void countsWhatWasOverwrittenBeforeAModelCame() throws InterruptedException {
        give(35 * RATE, 4_000);
        modelSwitch.add(frontEnd, 0);
        modelSwitch.add(recorder("a"), 0);
        give(RATE, 4_000);
        assertThat(ear.windows().dropped()).isEqualTo(54);
        assertThat(windows.get(0)).isEqualTo(54 * HOP);
        assertThat(windows).hasSize(72 - 3 - 54);
    }

    @Test
    void lateWindowsAreCounted() throws InterruptedException {
        give(3 * RATE, 4_000);
        clock.advance(Duration.ofMillis(1_001));
        modelSwitch.add(frontEnd, 0);
        modelSwitch.add(recorder("a"), 0);
        assertThat(ear.windows().late()).isEqualTo(3);
        give(RATE, 4_000);
        assertThat(ear.windows().late()).isEqualTo(3);
        assertThat(ear.windows().scored()).isEqualTo(5);
    }

    @Test
    void endIsPaddedSoThatTheLastSampleIsScored() throws InterruptedException {
        modelSwitch.add(frontEnd, 0);
        modelSwitch.add(recorder("a"), 0);
        give(2 * RATE + 1, 777);
        segment.end();
        ear.ended(segment);
        assertThat(windows).containsExactlyElementsOf(expected(2));
        segment.awaitScored();
        assertThat(frontEnd.open).hasValue(0);
    }

    @Test
    void shortAudioIsOneWindow() throws InterruptedException {
        modelSwitch.add(frontEnd, 0);
        modelSwitch.add(recorder("a"), 0);
        give(100, 100);
        segment.end();
        ear.ended(segment);
        assertThat(windows).containsExactly(0L);
    }

    @Test
    void exactEndNeedsNoPadding() throws InterruptedException {
        modelSwitch.add(frontEnd, 0);
        modelSwitch.add(recorder("a"), 0);
        give(3 * RATE, 777);
        segment.end();
        ear.ended(segment);
        assertThat(windows).containsExactlyElementsOf(expected(3));
    }

    @Test
    void oldSegmentIsScoredBeforeTheNewOne() throws InterruptedException {
        give(3 * RATE, 777);
        segment.end();
        ear.ended(segment);
        segment = new Segment(new AudioFormat(RATE, 1), true, TestClocks.of(clock));
        ear.opened(segment);
        given = 0;
        give(2 * RATE, 777);
        modelSwitch.add(frontEnd, 0);
        modelSwitch.add(recorder("a"), 0);
        assertThat(windows).containsExactly(0L, 4_000L, 8_000L, 0L);
        assertThat(ear.windows().dropped()).isZero();
    }

    @Test
    void overloadScoresEveryNthWindowAndSaysSo() throws InterruptedException {
        modelSwitch.add(frontEnd, 0);
        modelSwitch.add(recorder("a"), 0);
        modelSwitch.times().scored(1_000_000_000L, 0);
        scorer.balance(1);
        assertThat(ear.windows().hop()).isEqualTo(2);
        give(5 * RATE, 777);
        assertThat(windows).containsExactly(4_000L, 12_000L, 20_000L);
        for (int i = 0; i < 40; i++) {
            modelSwitch.times().scored(0, 0);
        }
        scorer.balance(1);
        assertThat(ear.windows().hop()).isEqualTo(1);
        give(RATE, 777);
        assertThat(windows).endsWith(20_000L, 28_000L, 32_000L);
    }

    @Test
    void windowsThatStayLateAreScoredLessOften() throws InterruptedException {
        modelSwitch.add(frontEnd, 0);
        FakeModel slow =
                new FakeModel(
                        "a",
                        1,
                        List.of("doorbell"),
                        (features, scores) -> clock.advance(Duration.ofSeconds(2)));
        modelSwitch.add(slow, 0);
        for (int i = 0; i < 4; i++) {
            give(2 * RATE, 777);
            for (int n = 0; n < 100; n++) {
                modelSwitch.times().scored(300_000_000L, 0);
            }
            scorer.balance(1);
        }
        assertThat(ear.windows().hop()).isEqualTo(2);
        modelSwitch.add(recorder("b"), 1);
        scorer.balance(1);
        assertThat(ear.windows().hop()).as("another model").isEqualTo(1);
    }

    @Test
    void failingWindowIsLeftOutAndTheNextOneScored() throws InterruptedException {
        FakeModel faulty =
                new FakeModel(
                        "a",
                        1,
                        List.of("doorbell"),
                        (features, scores) -> {
                            long at = Ramp.position(features.get(0));
                            if (at == 8_000) {
                                throw new IllegalStateException("native call failed");
                            }
                            if (at >= 0) {
                                windows.add(at);
                            }
                        });
        modelSwitch.add(frontEnd, 0);
        modelSwitch.add(faulty, 0);
        give(5 * RATE, 777);
        assertThat(windows).containsExactly(0L, 4_000L, 12_000L, 16_000L, 20_000L, 24_000L);
        assertThat(ear.windows().dropped()).isEqualTo(1);
        modelSwitch.remove(faulty);
        assertThat(faulty.open).hasValue(0);
    }

    @Test
    void stallAndEndOfTheStreamEndWhatSounds() throws InterruptedException {
        modelSwitch.add(frontEnd, 0);
        modelSwitch.add(FakeModel.doorbell("a"), 0);
        constant(0.9f, 3 * RATE);
        assertThat(reports).extracting(Report::phase).containsExactly(Phase.START);
        assertThat(reports.get(0).model()).isEqualTo("a");
        assertThat(reports.get(0).room()).isEqualTo("kitchen");
        ear.stalled();
        assertThat(reports).extracting(Report::phase).containsExactly(Phase.START, Phase.END);
        constant(0.9f, 6 * RATE);
        segment.end();
        ear.ended(segment);
        assertThat(reports)
                .extracting(Report::phase)
                .containsExactly(Phase.START, Phase.END, Phase.START, Phase.END);
        assertThat(reports.get(3).end()).isEqualTo(segment.timeline().at(9 * RATE));
    }

    @Test
    void oneThatIsRefusedKeepsNoThreadBusy() throws InterruptedException {
        Deque<Runnable> tasks = new ArrayDeque<>();
        try (Scorer queued =
                new Scorer(
                        HalfSeconds.SCORING,
                        tasks::add,
                        new SoundOntology(),
                        TestClocks.of(clock),
                        reports::add)) {
            EarScorer other = queued.attach("hall", true);
            BadDetector refused =
                    new BadDetector(
                            BadDetector.Method.OPEN,
                            () -> {
                                throw new IllegalStateException("not at this rate");
                            });
            queued.addDetector(refused);
            other.opened(segment);
            segment.append(new float[RATE], RATE);
            other.advanced(segment);
            int runs = 0;
            for (Runnable task = tasks.poll(); task != null && runs < 100; task = tasks.poll()) {
                task.run();
                runs++;
            }
            assertThat(other.problem()).contains("not at this rate");
            assertThat(runs).isLessThan(20);
        }
    }

    @Test
    void furtherDetectorsHearBesideTheModel() throws InterruptedException {
        Chirp chirp = new Chirp();
        scorer.addDetector(chirp);
        give(RATE, 500);
        assertThat(reports).extracting(r -> r.detector()).containsExactly("chirp");
        assertThat(reports.get(0).model()).isNull();
        scorer.removeDetector(chirp);
        assertThat(chirp.open).isZero();
        assertThat(reports).extracting(Report::phase).containsExactly(Phase.START, Phase.END);
        give(RATE, 500);
        assertThat(chirp.written).isEqualTo(RATE);
    }

    private FakeModel recorder(String id) {
        return new FakeModel(
                id,
                1,
                List.of("doorbell"),
                (features, scores) -> {
                    long at = Ramp.position(features.get(0));
                    if (at >= 0) { // not the trial before it is active
                        windows.add(at);
                        models.add(id);
                    }
                });
    }

    private void give(int samples, int block) throws InterruptedException {
        for (int done = 0; done < samples; done += block) {
            int count = Math.min(block, samples - done);
            segment.append(Ramp.samples(given, count), count);
            given += count;
            ear.advanced(segment);
        }
    }

    private void constant(float value, int samples) throws InterruptedException {
        float[] block = new float[samples];
        Arrays.fill(block, value);
        segment.append(block, samples);
        ear.advanced(segment);
    }

    private static List<Long> expected(int count) {
        return LongStream.range(0, count).map(i -> i * HOP).boxed().toList();
    }

    /** Hears a chirp in all audio, without windows of its own. */
    private static final class Chirp implements Detector {
        private int open;
        private long written;

        @Override
        public String id() {
            return "chirp";
        }

        @Override
        public List<String> labels() {
            return List.of("chirp");
        }

        @Override
        public Threshold thresholdOf(String label) {
            return new Threshold(0.5f, 0.5f);
        }

        @Override
        public DetectorSession open(int sampleRate, Duration hop) {
            open++;
            return new DetectorSession() {
                @Override
                public void write(float[] samples, int offset, int length, ScoreSink sink) {
                    sink.scores(written, written + length, new float[] {1});
                    written += length;
                }

                @Override
                public void close() {
                    open--;
                }
            };
        }
    }
}
