// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.soribit.api.Alternative;
import io.soribit.api.Confusion;
import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.Threshold;
import io.soribit.api.Urgency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Windows of 2 s at a hop of 0.5 s, at 1,000 samples a second: positions are milliseconds. */
class DeciderTest {
    private static final int RATE = 1_000;
    private static final Threshold THRESHOLD = new Threshold(0.5f, 0.3f);

    private final List<Detection> published = new ArrayList<>();
    private float level = -40;
    private final Decider decider = new Decider(RATE, (from, to) -> level, published::add);
    private int window;

    @Test
    void beginsAtTheOnsetThresholdAndEndsBelowTheOffset() {
        use(Smoothing.NONE, 1, 0, 0);
        scores(0.1f, 0.1f, 0.6f, 0.4f, 0.35f, 0.1f);
        assertThat(phases()).containsExactly(Phase.START, Phase.END);
    }

    @Test
    void onsetIsWhereTheLastWindowEndsThatDidNotHearIt() {
        use(Smoothing.NONE, 1, 0, 0);
        scores(0.1f, 0.1f, 0.9f);
        assertThat(published.get(0).onset()).isEqualTo(2_500);
        assertThat(published.get(0).decided()).isEqualTo(3_000);
    }

    @Test
    void onsetCountsFromTheFirstWindowAboveTheOffset() {
        use(Smoothing.NONE, 1, 0, 0);
        scores(0.1f, 0.1f, 0.4f, 0.9f);
        assertThat(published.get(0).onset()).isEqualTo(2_500);
    }

    @Test
    void onsetIsNotBeforeTheWindowThatCrosses() {
        use(Smoothing.NONE, 1, 0, 0);
        scores(0.1f, 0.4f, 0.4f, 0.4f, 0.4f, 0.4f, 0.4f, 0.4f, 0.9f);
        assertThat(published.get(0).onset()).isEqualTo(4_000);
    }

    @Test
    void aLabelThatOneWindowIsSureOfWaitsForNoOther() {
        decider.retarget(
                settings(Smoothing.MEAN, 3, 0, 0),
                List.of(sound("dog"), sound("bell")),
                List.of(THRESHOLD, new Threshold(0.5f, 0.3f, Duration.ofMillis(500), null, null)),
                Confusions.none());
        decider.window(0, 2_000, new float[] {0, 0});
        decider.window(500, 2_500, new float[] {0, 0});
        decider.window(1_000, 3_000, new float[] {0.9f, 0.9f});
        assertThat(published).extracting(d -> d.sound().id()).containsExactly("bell");
        decider.window(1_500, 3_500, new float[] {0.9f, 0.9f});
        assertThat(published).extracting(d -> d.sound().id()).containsExactly("bell", "dog");
    }

    @Test
    void soundInTheFirstWindowBeginsWithIt() {
        use(Smoothing.NONE, 1, 0, 0);
        scores(0.9f);
        assertThat(published.get(0).onset()).isZero();
    }

    @Test
    void endIsWhereTheFirstWindowStartsThatDoesNotHearIt() {
        use(Smoothing.NONE, 1, 0, 0);
        scores(0f, 0f, 0.9f, 0.9f, 0.9f, 0.9f, 0.9f, 0.9f, 0f);
        assertThat(published.get(1).end()).isEqualTo(4_000);
    }

    @Test
    void shortSoundEndsNotBeforeTheFirstWindowThatHeardIt() {
        use(Smoothing.NONE, 1, 0, 0);
        scores(0f, 0f, 0.9f, 0f);
        assertThat(published.get(1).onset()).isEqualTo(2_500);
        assertThat(published.get(1).end()).isEqualTo(3_000);
    }

    @Test
    void meanNeedsTwoWindowsToAgree() {
        use(Smoothing.MEAN, 2, 0, 0);
        scores(0f, 0.8f, 0f, 0f, 0.6f, 0.6f);
        assertThat(phases()).containsExactly(Phase.START);
        assertThat(published.get(0).onset()).isEqualTo(3_500);
    }

    @Test
    void medianIgnoresOneStray() {
        use(Smoothing.MEDIAN, 3, 0, 0);
        scores(0f, 0f, 0.9f, 0f, 0f, 0.9f, 0.9f);
        assertThat(phases()).containsExactly(Phase.START);
    }

    @Test
    void minimumDurationKeepsShortSoundsOut() {
        use(Smoothing.NONE, 1, 1_500, 0);
        scores(0f, 0.9f, 0.9f, 0f, 0f, 0.9f, 0.9f, 0.9f);
        assertThat(phases()).containsExactly(Phase.START);
        assertThat(published.get(0).onset()).isEqualTo(4_000);
        assertThat(published.get(0).decided()).isEqualTo(5_500);
    }

    @Test
    void pausesShorterThanTheHoldTimeDoNotEndASound() {
        use(settings(Smoothing.NONE, 1, 0, 1_000, 0));
        scores(0f, 0.9f, 0.1f, 0.1f, 0.9f, 0.1f, 0.1f, 0.9f, 0.1f, 0.1f, 0.1f);
        assertThat(phases()).containsExactly(Phase.START, Phase.END);
        assertThat(published.get(1).end()).isEqualTo(4_000);
        assertThat(published.get(1).decided()).isEqualTo(7_000);
    }

    @Test
    void sameSoundDoesNotBeginAgainWithinTheRefractoryTime() {
        use(Smoothing.NONE, 1, 0, 2_000);
        scores(0f, 0.9f, 0f, 0.9f, 0.9f, 0f, 0f, 0.9f);
        assertThat(phases()).containsExactly(Phase.START, Phase.END, Phase.START);
        assertThat(published.get(1).end()).isEqualTo(2_500);
        assertThat(published.get(2).decided()).isEqualTo(5_500);
    }

    @Test
    void updatesWhenItRisesAtMostOnceASecond() {
        use(Smoothing.NONE, 1, 0, 0);
        scores(0f, 0.6f, 0.7f, 0.8f, 0.8f, 0.8f, 0.9f);
        assertThat(phases()).containsExactly(Phase.START, Phase.UPDATE, Phase.UPDATE);
        assertThat(published.get(1).score()).isEqualTo(0.8f);
        level = -20;
        scores(0.5f, 0.5f);
        assertThat(published.get(3).levelDb()).isEqualTo(-20);
        assertThat(published.get(3).score()).isEqualTo(0.9f);
    }

    @Test
    void backgroundIsNoEvent() {
        decider.retarget(
                settings(Smoothing.NONE, 1, 0, 0),
                List.of(sound(Sound.BACKGROUND)),
                List.of(THRESHOLD),
                Confusions.none());
        scores(0.9f, 0.9f);
        assertThat(published).isEmpty();
    }

    @Test
    void alternativesAreTheThreeNextBestSoundsAtThePeak() {
        decider.retarget(
                settings(Smoothing.NONE, 1, 0, 0),
                Stream.of("dog", "cat", "door", "clap", "cough", "cat", "dog", "background")
                        .map(DeciderTest::sound)
                        .toList(),
                Collections.nCopies(8, THRESHOLD),
                Confusions.none());
        next(0.9f, 0.15f, 0.05f, 0.2f, 0.12f, 0.25f, 0.4f, 0.8f);
        assertThat(published.get(0).alternatives())
                .extracting(a -> a.sound().id(), Alternative::score)
                .containsExactly(tuple("cat", 0.25f), tuple("clap", 0.2f), tuple("cough", 0.12f));
    }

    @Test
    void aShortSoundIsHeardAtAWidenedHopToo() {
        use(Smoothing.MEAN, 2, 0, 0);
        decider.window(0, 2_000, new float[] {0});
        decider.window(1_500, 3_500, new float[] {0.6f});
        assertThat(phases()).containsExactly(Phase.START);
    }

    @Test
    void aLabelMayHaveAHoldAndAMinimumOfItsOwn() {
        Threshold own =
                new Threshold(0.5f, 0.3f, null, Duration.ofSeconds(4), Duration.ofMillis(1_000));
        decider.retarget(
                settings(Smoothing.NONE, 1, 0, 0, 0),
                List.of(sound("dog"), sound("bell")),
                List.of(THRESHOLD, own),
                Confusions.none());
        next(0, 0);
        next(0.9f, 0.9f);
        assertThat(published).extracting(d -> d.sound().id()).containsExactly("dog");
        next(0.9f, 0.9f);
        for (int i = 0; i < 7; i++) {
            next(0, 0);
        }
        assertThat(published)
                .extracting(d -> d.phase() + " " + d.sound().id())
                .containsExactly("START dog", "START bell", "END dog");
        next(0, 0);
        next(0, 0);
        assertThat(published.get(3).phase()).isEqualTo(Phase.END);
    }

    @Test
    void aLabelCountsForLessWhileWhatItIsMistakenForScoresHigher() {
        decider.retarget(
                settings(Smoothing.NONE, 1, 0, 0),
                List.of(sound("baby_cry"), sound("vacuum")),
                List.of(THRESHOLD, new Threshold(0.99f, 0.3f)),
                new Confusions(
                        List.of("baby_cry", "vacuum"),
                        List.of(
                                new Confusion("baby_cry", "vacuum", 0.5f),
                                new Confusion("baby_cry", "unknown", 0))));
        next(0.8f, 0.9f);
        assertThat(published).isEmpty();
        next(0.8f, 0.7f);
        assertThat(published).extracting(Detection::score).containsExactly(0.8f);
    }

    @Test
    void aLabelMustBeatWhatItIsMistakenForByAMargin() {
        confuse(new Confusion("doorbell", "music", 0.5f, 2, null));
        next(0.8f, 0.5f);
        assertThat(published).isEmpty();
        next(0.9f, 0.5f);
        assertThat(published).extracting(Detection::score).containsExactly(0.9f);
    }

    @Test
    void whatHasGoneOnForLongIsToldFromWhatHasJustBegun() {
        confuse(new Confusion("doorbell", "music", 0.5f, 0, Duration.ofSeconds(4)));
        scores(8, 0f, 0.1f);
        next(0.8f, 0.95f);
        assertThat(published).extracting(d -> d.sound().id()).containsExactly("doorbell");
        scores(30, 0f, 0.95f);
        published.clear();
        next(0.8f, 0.2f);
        assertThat(published).isEmpty();
        decider.interrupt(window * 500L);
        next(0.8f, 0.2f);
        assertThat(published).extracting(d -> d.sound().id()).containsExactly("doorbell");
    }

    private void confuse(Confusion confusion) {
        decider.retarget(
                settings(Smoothing.NONE, 1, 0, 0),
                List.of(sound("doorbell"), sound("music")),
                List.of(THRESHOLD, new Threshold(0.99f, 0.3f)),
                new Confusions(List.of("doorbell", "music"), List.of(confusion)));
    }

    private void scores(int windows, float... scores) {
        for (int i = 0; i < windows; i++) {
            next(scores);
        }
    }

    @Test
    void onsetIsWhereTheDetectorSaysThatItBegan() {
        use(Smoothing.NONE, 1, 0, 0);
        scores(0f, 0f, 0f);
        decider.began(0, 700);
        scores(0.9f);
        assertThat(published.get(0).onset()).isEqualTo(700);
    }

    @Test
    void interruptionEndsWhatIsActive() {
        use(Smoothing.NONE, 1, 0, 0);
        scores(0f, 0.9f, 0.9f);
        decider.interrupt(2_700);
        assertThat(phases()).containsExactly(Phase.START, Phase.END);
        assertThat(published.get(1).end()).isEqualTo(2_700);
        decider.interrupt(Long.MAX_VALUE);
        assertThat(published).hasSize(2);
    }

    @Test
    void newLabelsTakeOverWhatIsActiveAndEndTheRest() {
        decider.retarget(
                settings(Smoothing.NONE, 1, 0, 0),
                List.of(sound("dog"), sound("siren")),
                List.of(THRESHOLD, THRESHOLD),
                Confusions.none());
        next(0.9f, 0.9f);
        decider.retarget(
                settings(Smoothing.NONE, 1, 0, 0),
                List.of(sound("cat"), sound("dog")),
                List.of(THRESHOLD, THRESHOLD),
                Confusions.none());
        next(0f, 0.9f);
        next(0f, 0f);
        assertThat(published)
                .extracting(d -> d.phase() + " " + d.sound().id())
                .containsExactly("START dog", "START siren", "END siren", "END dog");
        assertThat(published.get(3).key()).isSameAs(published.get(0).key());
    }

    private void use(Smoothing smoothing, int windows, long minimum, long refractory) {
        use(settings(smoothing, windows, minimum, refractory));
    }

    private void use(DecisionSettings settings) {
        decider.retarget(settings, List.of(sound("dog")), List.of(THRESHOLD), Confusions.none());
    }

    private static DecisionSettings settings(
            Smoothing smoothing, int windows, long minimum, long refractory) {
        return settings(smoothing, windows, minimum, 0, refractory);
    }

    private static DecisionSettings settings(
            Smoothing smoothing, int windows, long minimum, long hold, long refractory) {
        return new DecisionSettings(
                smoothing,
                Duration.ofMillis(500L * windows),
                Duration.ofMillis(minimum),
                Duration.ofMillis(hold),
                Duration.ofMillis(refractory),
                ThresholdRules.NONE);
    }

    private void scores(float... scores) {
        for (float score : scores) {
            next(score);
        }
    }

    private void next(float... scores) {
        long start = 500L * window++;
        decider.window(start, start + 2_000, scores);
    }

    private List<Phase> phases() {
        return published.stream().map(Detection::phase).toList();
    }

    private static Sound sound(String id) {
        return new Sound(id, Map.of("en", id), "x", "#000000", Urgency.INFO, List.of());
    }
}
