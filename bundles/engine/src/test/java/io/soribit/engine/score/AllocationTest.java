// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.soribit.api.AudioFormat;
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
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final int RATE = 16_000;

    @Test
    void steadyStateAllocatesNothing() throws InterruptedException {
        allocatesNothing(false);
    }

    @Test
    void theSameWhereTwoModelsDecideTogether() throws InterruptedException {
        allocatesNothing(true);
    }

    private static void allocatesNothing(boolean joined) throws InterruptedException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        ManualClock clock = TestClocks.clock();
        List<Report> reports = new ArrayList<>();
        Scorer scorer =
                new Scorer(
                        HalfSeconds.SCORING,
                        Runnable::run,
                        new SoundOntology(),
                        TestClocks.of(clock),
                        reports::add);
        ModelSwitch models = new ModelSwitch(scorer, ModelSettings.DEFAULT, () -> 2);
        models.add(new FakeFrontEnd(64), 0);
        FakeModel model =
                new FakeModel(
                        "a",
                        64,
                        List.of("doorbell", "dog", "background"),
                        (features, scores) -> scores[0] = features.get(3));
        models.add(model.with("b"), 0);
        if (joined) {
            models.add(
                    new FakeModel(
                            "b",
                            64,
                            List.of("cat", "Doorbell"),
                            (features, scores) -> scores[1] = features.get(5)),
                    0);
        }
        EarScorer ear = scorer.attach("kitchen", true);
        Segment segment = new Segment(new AudioFormat(RATE, 1), true, TestClocks.of(clock));
        ear.opened(segment);
        float[] quiet = new float[RATE / 50];
        float[] loud = new float[RATE / 50];
        Arrays.fill(loud, 0.9f);
        for (int i = 0; i < 500; i++) {
            feed(ear, segment, quiet);
        }
        for (int i = 0; i < 500; i++) {
            feed(ear, segment, loud); // a sound that lasts is steady too
        }
        long scored = ear.windows().scored();
        // The JVM charges some rounds with a few hundred bytes of its own when it recompiles; what
        // the scorer itself allocates would be charged to every round.
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 2_500; i++) {
                feed(ear, segment, loud);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(ear.windows().scored() - scored).isEqualTo(500);
        assertThat(least).isZero();
        assertThat(reports).extracting(Report::model).containsExactly(joined ? "a+b" : "a");
        scorer.close();
    }

    private static void feed(EarScorer ear, Segment segment, float[] block)
            throws InterruptedException {
        segment.append(block, block.length);
        ear.advanced(segment);
    }
}
