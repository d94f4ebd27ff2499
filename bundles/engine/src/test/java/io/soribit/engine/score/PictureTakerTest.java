// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.AudioFormat;
import io.soribit.api.Detector;
import io.soribit.api.score.ScoreTrace;
import io.soribit.engine.ear.Segment;
import io.soribit.engine.fake.BeepDetector;
import io.soribit.engine.fake.HalfSeconds;
import io.soribit.engine.fake.TestClocks;
import io.soribit.engine.ontology.SoundOntology;
import io.soribit.engine.picture.EvidenceSink;
import io.soribit.engine.picture.SoundAudio;
import io.soribit.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A smoke alarm is heard where samples are below -0.5. */
class PictureTakerTest {
    private static final int RATE = 8_000;

    private final ManualClock clock = TestClocks.clock();
    private final List<SoundAudio> taken = new ArrayList<>();
    private final Detector beeps = new BeepDetector();
    private final Scorer scorer =
            new Scorer(
                    HalfSeconds.SCORING,
                    Runnable::run,
                    new SoundOntology(),
                    TestClocks.of(clock),
                    report -> {},
                    new EvidenceSink() {
                        @Override
                        public void accept(ScoreTrace trace) {
                            // Not of interest here.
                        }

                        @Override
                        public void audio(SoundAudio audio) {
                            taken.add(audio);
                        }
                    });
    private final Segment segment =
            new Segment(new AudioFormat(RATE, 1), true, TestClocks.of(clock));
    private final EarScorer ear = scorer.attach("kitchen", true);

    private void hear(float value, int seconds) throws InterruptedException {
        float[] block = new float[RATE / 10];
        Arrays.fill(block, value);
        for (int i = 0; i < 10 * seconds; i++) {
            clock.advance(Duration.ofMillis(100));
            segment.append(block, block.length);
            ear.advanced(segment);
        }
    }

    private void open() {
        scorer.addDetector(beeps);
        ear.opened(segment);
    }

    @AfterEach
    void close() {
        scorer.close();
    }

    @Test
    void aSecondBeforeASoundAndSixOfItAreTakenWhileItGoesOn() throws Exception {
        open();
        hear(0.1f, 5);
        hear(-0.9f, 5);
        assertThat(taken).isEmpty();
        hear(-0.9f, 6);
        assertThat(taken).hasSize(1);
        SoundAudio audio = taken.get(0);
        assertThat(audio.samples()).hasSize(7 * RATE);
        assertThat(audio.samples()[RATE / 2]).isBetween(0.09f, 0.11f);
        assertThat(audio.samples()[3 * RATE / 2]).isBetween(-0.91f, -0.89f);
    }

    @Test
    void ofAShortSoundOneSecondAfterItIsEnough() throws Exception {
        open();
        hear(0.1f, 3);
        hear(-0.9f, 1);
        hear(0.1f, 7);
        assertThat(taken).hasSize(1);
        assertThat(taken.get(0).samples()).hasSizeBetween(3 * RATE, 4 * RATE);
    }

    @Test
    void whatIsThereIsTakenWhenTheSourceEnds() throws Exception {
        open();
        hear(-0.9f, 2);
        segment.end();
        ear.ended(segment);
        assertThat(taken).hasSize(1);
        assertThat(taken.get(0).samples()).hasSizeBetween(RATE, 2 * RATE + 1);
    }
}
