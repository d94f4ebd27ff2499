// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.soribit.api.AudioFormat;
import io.soribit.api.Embedding;
import io.soribit.api.Model;
import io.soribit.api.score.ScoreTrace;
import io.soribit.engine.delivery.EmbeddingFanout;
import io.soribit.engine.ear.Segment;
import io.soribit.engine.fake.EmbeddingModel;
import io.soribit.engine.fake.FakeFrontEnd;
import io.soribit.engine.fake.FakeModel;
import io.soribit.engine.fake.HalfSeconds;
import io.soribit.engine.fake.TestClocks;
import io.soribit.engine.model.ModelSettings;
import io.soribit.engine.model.ModelSwitch;
import io.soribit.engine.ontology.SoundOntology;
import io.soribit.engine.picture.EvidenceSink;
import io.soribit.testkit.ManualClock;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is handed over of what a model makes of windows of two seconds. */
class EmbeddingTapTest {
    private static final int RATE = 8_000;

    private final ManualClock clock = TestClocks.clock();
    private final List<Long> ends = new ArrayList<>();
    private final List<Float> firsts = new ArrayList<>();
    private final Sink sink = new Sink();
    private final Scorer scorer = scorer(sink);
    private boolean wanted = true;
    private EarScorer last;

    private final class Sink implements EvidenceSink {
        @Override
        public void accept(ScoreTrace trace) {}

        @Override
        public boolean wantsEmbeddings() {
            return wanted;
        }

        @Override
        public void embedding(String room, long end, Embedding embedding, float[] values) {
            assertThat(room).isEqualTo("kitchen");
            assertThat(embedding).isEqualTo(EmbeddingModel.EMBEDDING);
            ends.add(end);
            firsts.add(values[0]);
        }
    }

    @AfterEach
    void close() {
        scorer.close();
    }

    @Test
    void aboutOneWindowASecondWithTheTimeOfItsEnd() throws InterruptedException {
        long begin = clock.millis();
        hear(new EmbeddingModel("a"), true, 10);
        assertThat(ends).hasSize(9);
        assertThat(ends.get(0)).isEqualTo(begin + 2_000);
        assertThat(ends.get(8) - ends.get(0)).isEqualTo(8_000);
        assertThat(firsts).allSatisfy(v -> assertThat(v).isCloseTo(0.8f, within(1e-4f)));
    }

    @Test
    void nothingIfNobodyWantsIt() throws InterruptedException {
        wanted = false;
        hear(new EmbeddingModel("a"), true, 3);
        assertThat(ends).isEmpty();
    }

    @Test
    void nothingOfARecording() throws InterruptedException {
        hear(new EmbeddingModel("a"), false, 3);
        assertThat(ends).isEmpty();
    }

    @Test
    void nothingOfAModelThatTellsNothing() throws InterruptedException {
        hear(new FakeModel("a", 1, List.of("doorbell"), (f, s) -> s[0] = 0), true, 3);
        assertThat(ends).isEmpty();
    }

    @Test
    void aModelThatCannotTellScoresEachWindow() throws InterruptedException {
        hear(new EmbeddingModel("a"), true, 10);
        long scored = last.windows().scored();
        int told = ends.size();
        hear(
                new EmbeddingModel(
                        "b",
                        () -> {
                            throw new NoClassDefFoundError("on purpose");
                        }),
                true,
                10);
        assertThat(ends).hasSize(told);
        assertThat(last.windows().scored()).isEqualTo(scored);
        assertThat(last.windows().dropped()).isZero();
    }

    @Test
    void theScoringThreadAllocatesNothing() throws InterruptedException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long[] delivered = new long[1];
        try (EmbeddingFanout fanout = new EmbeddingFanout()) {
            fanout.add(1, "counts", () -> (room, end, embedding, values) -> delivered[0]++);
            EvidenceSink publishing =
                    new EvidenceSink() {
                        @Override
                        public void accept(ScoreTrace trace) {}

                        @Override
                        public boolean wantsEmbeddings() {
                            return fanout.wanted();
                        }

                        @Override
                        public void embedding(
                                String room, long end, Embedding embedding, float[] values) {
                            fanout.publish(room, end, embedding, values);
                        }
                    };
            Scorer own = scorer(publishing);
            Segment segment = new Segment(new AudioFormat(RATE, 1), true, TestClocks.of(clock));
            EarScorer ear = opened(own, new EmbeddingModel("a"), segment);
            float[] block = new float[RATE / 10];
            feed(ear, segment, block, 2_000);
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 5; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                feed(ear, segment, block, 1_000);
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertThat(least).isZero();
            own.close();
        }
        assertThat(delivered[0]).isPositive();
    }

    private Scorer scorer(EvidenceSink evidence) {
        return new Scorer(
                HalfSeconds.SCORING,
                Runnable::run,
                new SoundOntology(),
                TestClocks.of(clock),
                report -> {},
                evidence);
    }

    private static EarScorer opened(Scorer scorer, Model model, Segment segment) {
        ModelSwitch models = new ModelSwitch(scorer, ModelSettings.DEFAULT, () -> 2);
        models.add(new FakeFrontEnd(1), 0);
        models.add(model, 0);
        EarScorer ear = scorer.attach("kitchen", segment.live());
        ear.opened(segment);
        return ear;
    }

    private static void feed(EarScorer ear, Segment segment, float[] block, int blocks)
            throws InterruptedException {
        for (int i = 0; i < blocks; i++) {
            segment.append(block, block.length);
            ear.advanced(segment);
        }
    }

    private void hear(Model model, boolean live, int seconds) throws InterruptedException {
        Segment segment = new Segment(new AudioFormat(RATE, 1), live, TestClocks.of(clock));
        EarScorer ear = opened(scorer, model, segment);
        float[] block = new float[RATE / 10];
        Arrays.fill(block, 0.8f);
        for (int i = 0; i < 10 * seconds; i++) {
            clock.advance(Duration.ofMillis(100));
            feed(ear, segment, block, 1);
        }
        assertThat(ear.windows().scored()).isPositive();
        last = ear;
    }
}
