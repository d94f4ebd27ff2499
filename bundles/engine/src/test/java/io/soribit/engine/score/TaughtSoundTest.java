// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.AudioFormat;
import io.soribit.api.Embedding;
import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.Threshold;
import io.soribit.api.Urgency;
import io.soribit.api.score.TaughtSound;
import io.soribit.engine.ear.Segment;
import io.soribit.engine.fake.EmbeddingModel;
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Taught sounds beside the labels of a model, on the thread of the test. */
class TaughtSoundTest {
    private static final int RATE = 8_000;

    private final ManualClock clock = TestClocks.clock();
    private final List<Report> reports = new ArrayList<>();
    private final Scorer scorer =
            new Scorer(
                    HalfSeconds.SCORING,
                    Runnable::run,
                    new SoundOntology(),
                    TestClocks.of(clock),
                    reports::add);
    private final ModelSwitch models = new ModelSwitch(scorer, ModelSettings.DEFAULT, () -> 2);
    private final Segment segment =
            new Segment(new AudioFormat(RATE, 1), true, TestClocks.of(clock));

    @AfterEach
    void close() {
        scorer.close();
    }

    @Test
    void isHeardFromTheNextWindowOnAndWithoutLosingOne() {
        EarScorer ear = hearing(new EmbeddingModel("a"));
        hear(ear, 5, 0.8f);
        assertThat(reports).isEmpty();
        long before = ear.windows().scored();
        scorer.configure(HalfSeconds.SCORING.with(List.of(new Own("own_bell"))));
        hear(ear, 5, 0.8f);
        assertThat(ear.windows().scored()).isEqualTo(before + 10);
        assertThat(ear.windows().dropped()).isZero();
        assertThat(reports).extracting(Report::phase).containsExactly(Phase.START);
        assertThat(reports.get(0).sound().name("ko")).isEqualTo("우리 집 종");
        hear(ear, 10, 0);
        assertThat(reports).extracting(Report::phase).contains(Phase.END);
    }

    @Test
    void endsWhenItIsTakenAway() {
        EarScorer ear = hearing(new EmbeddingModel("a"));
        scorer.configure(HalfSeconds.SCORING.with(List.of(new Own("own_bell"))));
        hear(ear, 5, 0.8f);
        scorer.configure(HalfSeconds.SCORING);
        hear(ear, 1, 0.8f);
        assertThat(reports).extracting(Report::phase).containsExactly(Phase.START, Phase.END);
        assertThat(ear.windows().dropped()).isZero();
    }

    @Test
    void goesOnAsOneEventWhenItIsReplaced() {
        EarScorer ear = hearing(new EmbeddingModel("a"));
        scorer.configure(HalfSeconds.SCORING.with(List.of(new Own("own_bell"))));
        hear(ear, 5, 0.8f);
        scorer.configure(HalfSeconds.SCORING.with(List.of(new Own("own_bell"))));
        hear(ear, 5, 0.8f);
        assertThat(reports).extracting(Report::phase).containsExactly(Phase.START);
    }

    @Test
    void oneThatFailsCostsNoWindowAndNoOther() {
        EarScorer ear = hearing(new EmbeddingModel("a"));
        TaughtSound failing =
                new Own("own_broken") {
                    @Override
                    public float score(float[] values) {
                        throw new StackOverflowError("injected");
                    }
                };
        TaughtSound noNumber =
                new Own("own_nothing") {
                    @Override
                    public float score(float[] values) {
                        return Float.NaN;
                    }
                };
        scorer.configure(HalfSeconds.SCORING.with(List.of(failing, noNumber, new Own("own_bell"))));
        hear(ear, 5, 0.8f);
        assertThat(reports).extracting(r -> r.sound().id()).containsExactly("own_bell");
        assertThat(ear.windows().dropped()).isZero();
    }

    @Test
    void isNotHeardWithAModelThatTellsNothing() {
        EarScorer ear = hearing(new FakeModel("a", 1, List.of("doorbell"), (f, s) -> s[0] = 0));
        scorer.configure(HalfSeconds.SCORING.with(List.of(new Own("own_bell"))));
        hear(ear, 5, 0.8f);
        assertThat(reports).isEmpty();
        assertThat(ear.problem()).isEmpty();
    }

    @Test
    void isNotHeardOnAnotherTrunk() {
        EarScorer ear = hearing(new EmbeddingModel("a"));
        TaughtSound foreign =
                new Own("own_bell") {
                    @Override
                    public Embedding embedding() {
                        return new Embedding("fake-2", 2);
                    }
                };
        scorer.configure(HalfSeconds.SCORING.with(List.of(foreign)));
        hear(ear, 5, 0.8f);
        assertThat(reports).isEmpty();
    }

    private EarScorer hearing(io.soribit.api.Model model) {
        models.add(new FakeFrontEnd(1), 0);
        models.add(model, 0);
        EarScorer ear = scorer.attach("kitchen", true);
        ear.opened(segment);
        return ear;
    }

    private void hear(EarScorer ear, int seconds, float sample) {
        float[] block = new float[RATE / 10];
        Arrays.fill(block, sample);
        for (int i = 0; i < 10 * seconds; i++) {
            clock.advance(Duration.ofMillis(100));
            try {
                segment.append(block, block.length);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            ear.advanced(segment);
        }
    }

    /** As sure as the first value is high; sure of nothing if the second is. */
    private static class Own implements TaughtSound {
        private final String id;

        Own(String id) {
            this.id = id;
        }

        @Override
        public Sound sound() {
            return new Sound(
                    id,
                    Map.of("en", "Our bell", "ko", "우리 집 종"),
                    "🔔",
                    "#00BFA5",
                    Urgency.NOTICE,
                    List.of());
        }

        @Override
        public Threshold threshold() {
            return new Threshold(0.5f, 0.25f);
        }

        @Override
        public Embedding embedding() {
            return EmbeddingModel.EMBEDDING;
        }

        @Override
        public float score(float[] values) {
            return Math.max(0, values[0] - Math.max(0, values[1]));
        }
    }
}
