// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Embedding;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** With the background of the home model, and sounds made of numbers. */
class LearnerTest {
    private static final Embedding HOME = new Embedding("home-1.0.0", 768);

    private final Background background = Background.of(HOME).orElseThrow();
    private final Learner learner = new Learner(background);

    @Test
    void aSoundUnlikeHomesIsRecognisedByWhatItsOtherTakesTaught() {
        Learner.Result result = learner.learn(takes(1, 1, 1, 1), List.of());
        assertThat(result.leftOut()).hasSize(4).allMatch(logit -> logit > 0);
        assertThat(result.alike()).hasSize(4).allMatch(alike -> alike > 0.5);
        assertThat(result.head().score(window(1, 99))).isGreaterThan(0.5f);
    }

    @Test
    void whatHomesSoundLikeAndOtherSoundsAreNotTakenForIt() {
        Head head = learner.learn(takes(1, 1, 1), List.of()).head();
        float[] home = new float[HOME.size()];
        for (int i = 0; i < home.length; i++) {
            home[i] = Background.raised((float) background.mean()[i]);
        }
        assertThat(head.logit(home)).isLessThanOrEqualTo(-Learner.LEAST + 0.1);
        assertThat(head.score(window(2, 1))).isLessThan(0.25f);
    }

    @Test
    void whatIsQuietInTheTakesIsNotTakenForIt() {
        List<float[]> quiet = List.of(window(1, 50), window(1, 51));
        Head head = learner.learn(takes(1, 1, 1), quiet).head();
        assertThat(head.logit(quiet.get(0))).isLessThan(-1.5);
    }

    @Test
    void whatIsRefusedIsNotTakenForItAndTheTakesStillAre() {
        float[] both = window(1, 7);
        float[] other = window(2, 7);
        for (int i = 0; i < both.length; i++) {
            both[i] = Math.max(both[i], other[i]);
        }
        List<List<float[]>> takes = takes(1, 1, 1);
        assertThat(learner.learn(takes, List.of()).head().logit(both)).isPositive();
        Head head = learner.learn(takes, List.of(), List.of(List.of(both))).head();
        assertThat(head.logit(both)).isLessThanOrEqualTo(-0.9);
        for (List<float[]> take : takes) {
            assertThat(Learner.surest(head, take)).isPositive();
        }
        assertThat(head.score(window(1, 99))).isGreaterThan(0.5f);
    }

    @Test
    void differentSoundsAreNotAlike() {
        assertThat(learner.learn(takes(1, 2, 3, 4, 5), List.of()).alike())
                .allMatch(alike -> alike < 0.15);
        List<Double> odd = learner.learn(takes(1, 1, 1, 1, 2), List.of()).alike();
        assertThat(odd.subList(0, 4)).allMatch(alike -> alike > 0.3);
        assertThat(odd.get(4)).isLessThan(0.15);
    }

    @Test
    void nothingIsKnownOfOtherTrunks() {
        assertThat(Background.of(new Embedding("other-1.0.0", 768))).isEmpty();
        assertThat(Background.of(new Embedding("home-1.0.0", 256))).isEmpty();
    }

    private List<List<float[]>> takes(int... sounds) {
        List<List<float[]>> takes = new ArrayList<>();
        for (int i = 0; i < sounds.length; i++) {
            takes.add(List.of(window(sounds[i], 10 * i), window(sounds[i], 10 * i + 1)));
        }
        return takes;
    }

    /** Some values far above what homes have, others for each sound; a little of everything. */
    private float[] window(int sound, int variation) {
        Random of = new Random(sound);
        Random small = new Random(1_000L * sound + variation);
        float[] window = new float[HOME.size()];
        for (int i = 0; i < window.length; i++) {
            double far = of.nextInt(12) == 0 ? 1.2 : 0;
            double flat = background.mean()[i] + far + 0.1 * small.nextGaussian();
            window[i] = Background.raised((float) Math.max(0.64, flat));
        }
        return window;
    }
}
