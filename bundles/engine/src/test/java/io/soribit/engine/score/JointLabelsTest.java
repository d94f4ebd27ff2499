// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.soribit.api.Confusion;
import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.Threshold;
import io.soribit.engine.decide.Decider;
import io.soribit.engine.decide.DecisionSettings;
import io.soribit.engine.decide.Detection;
import io.soribit.engine.ontology.SoundOntology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JointLabelsTest {
    private static final SoundOntology ONTOLOGY = new SoundOntology();
    private static final Threshold HALF = new Threshold(0.5f, 0.3f);

    @Test
    void scoresOfASoundThatBothKnowAreJoinedByTheirGeometricMean() {
        JointLabels joint =
                new JointLabels(
                        List.of(
                                tuning(1, HALF, "dog", "cat"),
                                tuning(1, HALF, "Bark", "Meow", "Doorbell")));
        assertThat(joint.sounds()).extracting(Sound::id).containsExactly("dog", "cat", "doorbell");
        float[] scores = join(joint, new float[] {0.9f, 0.2f}, new float[] {0.4f, 0, 0.7f});
        assertThat(scores[0]).isCloseTo(0.6f, within(1e-5f));
        assertThat(scores[1]).isLessThan(0.001f);
        assertThat(scores[2]).as("what one alone knows").isCloseTo(0.7f, within(1e-5f));
    }

    @Test
    void aHigherWeightCountsMore() {
        JointLabels joint =
                new JointLabels(List.of(tuning(3, HALF, "dog"), tuning(1, HALF, "Bark")));
        float[] scores = join(joint, new float[] {0.16f}, new float[] {1});
        assertThat(scores[0]).isCloseTo((float) Math.pow(0.16, 0.75), within(1e-5f));
    }

    @Test
    void theThresholdIsTheMeanOfTheThresholdsAlike() {
        JointLabels joint =
                new JointLabels(
                        List.of(
                                tuning(1, new Threshold(0.9f, 0.4f), "dog"),
                                tuning(1, new Threshold(0.1f, 0.1f), "Bark")));
        List<Detection> published = new ArrayList<>();
        Decider decider = new Decider(1_000, (from, to) -> -20, published::add);
        joint.apply(decider, DecisionSettings.DEFAULT);
        decider.window(0, 1_000, join(joint, new float[] {0.85f}, new float[] {0.1f}));
        assertThat(published).isEmpty();
        decider.interrupt(1_000);
        decider.window(1_000, 2_000, join(joint, new float[] {0.95f}, new float[] {0.1f}));
        assertThat(published).extracting(Detection::phase).containsExactly(Phase.START);
    }

    @Test
    void theTimesOfASoundAreThoseOfTheFirstModelThatHasSome() {
        Threshold own =
                new Threshold(
                        0.8f,
                        0.4f,
                        Duration.ofMillis(240),
                        Duration.ofMillis(4_500),
                        Duration.ofMillis(700));
        Threshold others = new Threshold(0.6f, 0.4f, null, Duration.ofSeconds(9), null);
        assertThat(times(HALF, own)).containsExactly(240L, 4_500L, 700L);
        assertThat(times(own, HALF)).containsExactly(240L, 4_500L, 700L);
        assertThat(times(others, own)).containsExactly(240L, 9_000L, 700L);
    }

    private static List<Long> times(Threshold first, Threshold second) {
        Threshold joint =
                new JointLabels(List.of(tuning(1, first, "dog"), tuning(1, second, "Bark")))
                        .thresholds()
                        .get(0);
        return Stream.of(joint.smoothing(), joint.hold(), joint.minimum())
                .map(time -> time == null ? -1 : time.toMillis())
                .toList();
    }

    @Test
    void theSurestLabelOfASoundCounts() {
        JointLabels joint =
                new JointLabels(
                        List.of(
                                tuning(1, HALF, "doorbell"),
                                tuning(1, HALF, "Doorbell", "Ding-dong", "Chime")));
        float[] scores = join(joint, new float[] {0.9f}, new float[] {0.1f, 0.4f, 0.2f});
        assertThat(scores).hasSize(1);
        assertThat(scores[0]).isCloseTo(0.6f, within(1e-5f));
    }

    @Test
    void aModelThatDoesNotScoreNowIsLeftOut() {
        JointLabels joint =
                new JointLabels(List.of(tuning(1, HALF, "dog"), tuning(1, HALF, "Bark", "Meow")));
        joint.begin();
        joint.add(0, new float[] {0.7f});
        float[] scores = new float[joint.size()];
        joint.join(scores);
        assertThat(scores[0]).isCloseTo(0.7f, within(1e-5f));
        assertThat(scores[1]).isZero();
    }

    @Test
    void confusionsOfAModelApplyToTheSounds() {
        Tuning confused =
                new Tuning(
                        List.of("Meow", "Bark"),
                        List.of(ONTOLOGY.ofLabel("Meow"), ONTOLOGY.ofLabel("Bark")),
                        List.of(HALF, new Threshold(1, 0.9f)),
                        List.of(1f, 1f),
                        List.of(new Confusion("Meow", "Bark", 0)),
                        1);
        JointLabels joint = new JointLabels(List.of(confused, tuning(1, HALF, "doorbell")));
        List<Detection> published = new ArrayList<>();
        Decider decider = new Decider(1_000, (from, to) -> -20, published::add);
        joint.apply(decider, DecisionSettings.DEFAULT);
        decider.window(0, 1_000, join(joint, new float[] {0.8f, 0.9f}, new float[] {0}));
        assertThat(published).isEmpty();
    }

    private static Tuning first(String companion) {
        return new Tuning(
                List.of("dog", "cat"),
                List.of(ONTOLOGY.ofLabel("dog"), ONTOLOGY.ofLabel("cat")),
                List.of(HALF, HALF),
                List.of(0.5f, 0.5f),
                List.of(),
                1,
                "home",
                companion,
                List.of(0.8f, 0.8f));
    }

    private static Tuning second() {
        return new Tuning(
                List.of("dog"),
                List.of(ONTOLOGY.ofLabel("dog")),
                List.of(HALF),
                List.of(0.5f),
                List.of(),
                1,
                "small",
                null,
                List.of(1f));
    }

    @Test
    void aModelAndItsCompanionHaveToReachLessTogether() {
        JointLabels joint = new JointLabels(List.of(first("small"), second()));
        assertThat(joint.thresholds().get(0).onset()).isCloseTo(0.4f, within(1e-6f));
        assertThat(joint.thresholds().get(0).offset()).isCloseTo(0.3f, within(1e-6f));
        assertThat(joint.thresholds().get(1).onset()).as("known to one").isEqualTo(0.5f);
        float[] scores = join(joint, new float[] {0.9f, 0.6f}, new float[] {0.4f});
        assertThat(scores[0]).isCloseTo(0.6f, within(1e-5f));
        assertThat(scores[1]).isCloseTo(0.6f, within(1e-5f));

        JointLabels others = new JointLabels(List.of(first("another"), second()));
        assertThat(others.thresholds().get(0).onset()).isCloseTo(0.5f, within(1e-6f));
    }

    @Test
    void whileTheCompanionIsNotHeardTheModelHasToReachItsOwnOnset() {
        JointLabels joint = new JointLabels(List.of(first("small"), second()));
        joint.begin();
        joint.add(0, new float[] {0.5f, 0.5f});
        float[] scores = new float[joint.size()];
        joint.join(scores);
        assertThat(scores[0]).isCloseTo(joint.thresholds().get(0).onset(), within(1e-6f));
        assertThat(scores[1]).isCloseTo(0.5f, within(1e-5f));
    }

    private static float[] join(JointLabels joint, float[] first, float[] second) {
        joint.begin();
        joint.add(0, first);
        joint.add(1, second);
        float[] scores = new float[joint.size()];
        joint.join(scores);
        return scores;
    }

    private static Tuning tuning(double weight, Threshold threshold, String... labels) {
        return new Tuning(
                List.of(labels),
                List.of(labels).stream().map(ONTOLOGY::ofLabel).toList(),
                Collections.nCopies(labels.length, threshold),
                Collections.nCopies(labels.length, threshold.onset()),
                List.of(),
                weight);
    }
}
