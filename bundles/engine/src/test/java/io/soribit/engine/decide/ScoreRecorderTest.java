// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Sound;
import io.soribit.api.Threshold;
import io.soribit.api.Urgency;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScoreRecorderTest {
    private static final Sound BELL =
            new Sound("doorbell", Map.of("en", "Bell"), "", "#00C853", Urgency.URGENT, List.of());
    private static final Sound SPEECH =
            new Sound("speech", Map.of("en", "Speech"), "", "#00C853", Urgency.INFO, List.of());
    private static final Threshold THRESHOLD = new Threshold(0.6f, 0.4f);

    private final List<ScoredSpan> spans = new ArrayList<>();
    private final Detection.Sink sink =
            new Detection.Sink() {
                @Override
                public void detected(Detection detection) {
                    // Only the scores are of interest.
                }

                @Override
                public boolean wantsScores() {
                    return true;
                }

                @Override
                public void scored(ScoredSpan span) {
                    spans.add(span);
                }
            };
    private final ScoreRecorder recorder = new ScoreRecorder(BELL);
    private long end;

    private void windows(int count, float score) {
        for (int i = 0; i < count; i++) {
            end += 10;
            recorder.add(end, score, THRESHOLD, sink);
        }
    }

    private static List<Float> scores(ScoredSpan span) {
        return IntStream.range(0, span.percent().size()).mapToObj(span.percent()::at).toList();
    }

    @Test
    void aSoundIsKeptWithWhatWasBeforeAndAfterIt() {
        windows(20, 0.1f);
        windows(2, 0.35f);
        windows(3, 0.9f);
        windows(20, 0.1f);
        assertThat(spans).hasSize(1);
        ScoredSpan span = spans.get(0);
        assertThat(span.sound()).isEqualTo(BELL);
        assertThat(span.first()).isEqualTo(150);
        assertThat(span.last()).isEqualTo(310);
        assertThat(scores(span))
                .containsExactly(
                        .1f, .1f, .1f, .1f, .1f, .1f, .35f, .35f, .9f, .9f, .9f, .1f, .1f, .1f, .1f,
                        .1f, .1f);
    }

    @Test
    void whatStaysFarFromTheThresholdIsNotKept() {
        windows(1_000, 0.29f);
        recorder.flush(THRESHOLD, sink);
        assertThat(spans).isEmpty();
    }

    @Test
    void aPauseIsPartOfItAndALaterSoundIsNot() {
        windows(3, 0.9f);
        windows(ScoreRecorder.AROUND - 1, 0);
        windows(3, 0.9f);
        windows(ScoreRecorder.AROUND, 0);
        windows(2, 0);
        windows(1, 0.5f);
        windows(ScoreRecorder.AROUND, 0);
        assertThat(spans).hasSize(2);
        assertThat(scores(spans.get(0))).hasSize(2 * ScoreRecorder.AROUND + 5);
        assertThat(scores(spans.get(1))).startsWith(0f, 0f, .5f);
        assertThat(spans.get(1).first()).isEqualTo(spans.get(0).last() + 10);
    }

    @Test
    void ofWhatGoesOnTheFirstMinuteIsKeptOnce() {
        windows(5_000, 0.8f);
        windows(20, 0);
        assertThat(spans).hasSize(1);
        assertThat(spans.get(0).percent().size()).isEqualTo(ScoreRecorder.MOST);
        windows(1, 0.8f);
        recorder.flush(THRESHOLD, sink);
        assertThat(spans).hasSize(2);
        assertThat(scores(spans.get(1))).endsWith(.8f);
    }

    @Test
    void aDeciderHandsOverTheScoresOfSoundsThatCanAlertAndWhatAnInterruptionCutsOff() {
        Decider decider = new Decider(1_000, (from, to) -> -20, sink);
        DecisionSettings settings = DecisionSettings.DEFAULT;
        decider.retarget(
                settings, List.of(BELL, SPEECH), List.of(THRESHOLD, THRESHOLD), Confusions.none());
        for (int i = 0; i < 10; i++) {
            decider.window(i * 240L, i * 240L + 960, new float[] {0.9f, 0.9f});
        }
        assertThat(spans).isEmpty();
        decider.interrupt(Long.MAX_VALUE);
        assertThat(spans).hasSize(1);
        assertThat(spans.get(0).sound()).isEqualTo(BELL);
        assertThat(spans.get(0).percent().size()).isEqualTo(10);
    }
}
