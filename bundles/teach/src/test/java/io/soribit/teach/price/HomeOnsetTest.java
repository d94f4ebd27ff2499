// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.soribit.api.Embedding;
import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.teach.learn.Background;
import io.soribit.teach.learn.Coarse;
import io.soribit.teach.learn.Head;
import io.soribit.teach.learn.Learner;
import io.soribit.teach.sound.OwnSound;
import io.soribit.teach.sound.OwnSound.Example;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Windows of one value, a third of the spreads above homes; takes that reach 20 spreads. */
class HomeOnsetTest {
    private static final double RULE = 10;
    private static final double REACH = 20;
    private static final double LOWEST = 4;
    private static final Head HOMES = new Head(new float[] {3}, 0);
    private static final Learner.Result LEARNT =
            new Learner.Result(HOMES.later(RULE), List.of(), List.of(), RULE, REACH, LOWEST);

    private final List<Example> examples = new ArrayList<>();
    private final List<Peak> peaks = new ArrayList<>();
    private double noise;

    private record Peak(int minute, double spreads) {}

    @Test
    void withoutAnHourOfTheHomeItCountsAsInAnyHome() {
        OwnSound own = tuned(0.9);
        assertThat(own.tuned()).isNull();
        assertThat(own.head().bias()).isEqualTo(LEARNT.head().bias());
    }

    @Test
    void itComesDownToWhatTheHomeIsAsHoursAreHeard() {
        peaks.add(new Peak(30, 6));
        double little = onset(2);
        double more = onset(8);
        double day = onset(24.5);
        assertThat(little).isCloseTo(6.5 + 0.7 * Math.log(12), within(0.2));
        assertThat(more).isCloseTo(6.5 + 0.7 * Math.log(3), within(0.2));
        assertThat(day).isCloseTo(6.5, within(0.2)).isGreaterThan(6.3);
        assertThat(onset(1.1)).isCloseTo(6.5 + 0.7 * Math.log(22), within(0.2)).isLessThan(RULE);
    }

    @Test
    void theHomeAloneNeverMakesItLaterThanInAnyHome() {
        peaks.add(new Peak(30, 9));
        assertThat(onset(2)).isEqualTo(RULE);
        for (int i = 0; i < 40; i++) {
            peaks.add(new Peak(40 + 10 * i, 11));
        }
        assertThat(onset(2)).isEqualTo(RULE);
        assertThat(onset(24.5)).isCloseTo(9.5, within(0.2));
    }

    @Test
    void aSteadyNoiseIsNoEventThatEndsBelowIt() {
        peaks.add(new Peak(60, 21));
        noise = 6.1;
        assertThat(onset(24.5)).isCloseTo(7.6, within(0.3)).isGreaterThan(7.2);
        examples.add(example(60, true, 21));
        assertThat(onset(24.5)).isCloseTo(7.6, within(0.3)).isGreaterThan(7.2);
    }

    @Test
    void itStaysAboveWhatItsLimitIs() {
        assertThat(onset(30)).isBetween(LOWEST, LOWEST + 0.7);
    }

    @Test
    void onceADayIsAllowed() {
        peaks.add(new Peak(30, 9));
        peaks.add(new Peak(2_000, 8));
        peaks.add(new Peak(4_000, 7));
        peaks.add(new Peak(4_100, 6));
        assertThat(onset(47)).isCloseTo(9.5, within(0.2));
        assertThat(onset(49)).isCloseTo(8.5, within(0.2));
        assertThat(onset(73)).isCloseTo(7.5, within(0.2));
        assertThat(onset(97)).isCloseTo(6.5, within(0.2));
    }

    @Test
    void whatRaisesAnAlertInAnyHomeIsTakenForItUnlessRefused() {
        peaks.add(new Peak(30, 6));
        peaks.add(new Peak(60, 11));
        peaks.add(new Peak(90, 25));
        assertThat(onset(24.5)).isCloseTo(6.5, within(0.2));
        examples.add(example(60, false, 11));
        assertThat(onset(24.5)).isEqualTo(RULE);
    }

    @Test
    void whatIsConfirmedIsNoMistakeAndRaisesAnAlert() {
        peaks.add(new Peak(30, 6));
        peaks.add(new Peak(60, 9));
        assertThat(onset(24.5)).isCloseTo(9.5, within(0.2));
        examples.add(example(60, true, 9));
        assertThat(onset(24.5)).isCloseTo(6.5, within(0.2));
        peaks.add(new Peak(90, 9.5));
        assertThat(onset(24.5)).isCloseTo(9, within(0.1));
    }

    @Test
    void whatCouldNotBeKeptIsNotHeard() {
        peaks.add(new Peak(30, 6));
        HomeOnset onset = heard(24, 1);
        OwnSound.Tuned tuned = onset.tuned().tuned();
        assertThat(tuned.hours()).isCloseTo(12, within(0.1f));
        assertThat(tuned.onset()).isCloseTo(6.5f + 0.7f * (float) Math.log(2), within(0.2f));
    }

    @Test
    void itIsInTheHeadAndSaid() {
        peaks.add(new Peak(30, 6));
        OwnSound own = tuned(24.5);
        assertThat(own.head().logit(values(6))).isBetween(-0.7, -0.3);
        assertThat(own.tuned().share()).isCloseTo(own.tuned().onset() / 20, within(1e-4f));
        assertThat(PriceText.onset(own))
                .matches(
                        "counts from 3[23] % of what its recordings reach, by 2[45] hours of this home");
        assertThat(PriceText.onset(tuned(0.1))).contains("in any home");
        OwnSound weak = own.tuned(own.head(), new OwnSound.Tuned(8, 8, 24.5f));
        assertThat(PriceText.onset(weak))
                .startsWith("counts from beyond what most of its recordings reach")
                .doesNotContain("%");
    }

    private double onset(double hours) {
        OwnSound.Tuned tuned = tuned(hours).tuned();
        return tuned.onset();
    }

    private OwnSound tuned(double hours) {
        return heard(hours, 0).tuned();
    }

    /** A window each half minute, nothing but at the peaks. */
    private HomeOnset heard(double hours, int missed) {
        HomeOnset onset = new HomeOnset(own(), LEARNT);
        for (int half = 0; half <= hours * 120; half++) {
            int now = half;
            double spreads =
                    peaks.stream()
                            .filter(peak -> 2 * peak.minute == now)
                            .mapToDouble(Peak::spreads)
                            .findFirst()
                            .orElse(noise);
            onset.window("hall", 30_000L * half, window(spreads), missed);
        }
        return onset;
    }

    private static byte[] window(double spreads) {
        return Coarse.of(values(spreads));
    }

    private static float[] values(double spreads) {
        return new float[] {Background.raised((float) (spreads / 3))};
    }

    private static Example example(int minute, boolean positive, double spreads) {
        return new Example(
                "hall", Instant.ofEpochSecond(60L * minute), positive, List.of(values(spreads)));
    }

    private OwnSound own() {
        Sound sound =
                new Sound(
                        "own_bell",
                        Map.of("en", "Our bell"),
                        "🔔",
                        "#00BFA5",
                        Urgency.NOTICE,
                        List.of());
        OwnSound.Features take = new OwnSound.Features("a.wav", List.of(values(REACH)), List.of());
        OwnSound own =
                new OwnSound(sound, new Embedding("fake-1", 1), List.of(take), LEARNT.head());
        return own.learnt(examples, LEARNT.head());
    }
}
