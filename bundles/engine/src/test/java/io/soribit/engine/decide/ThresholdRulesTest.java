// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.soribit.api.Sound;
import io.soribit.api.Threshold;
import io.soribit.api.Urgency;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThresholdRulesTest {
    private static final Threshold CALIBRATED = new Threshold(0.5f, 0.25f);
    private static final Sound DOG =
            new Sound("dog", Map.of("en", "Dog"), "x", "#000000", Urgency.INFO, List.of());

    private final List<String> refused = new ArrayList<>();

    @Test
    void ruleForTheRoomCountsMost() {
        ThresholdRules rules = rules("kitchen/dog=0.8/0.5", "dog=0.6/0.1", "cat=0.1");
        assertThat(rules.apply("kitchen", "dog", DOG, CALIBRATED))
                .isEqualTo(new Threshold(0.8f, 0.5f));
        assertThat(rules.apply("hall", "dog", DOG, CALIBRATED))
                .isEqualTo(new Threshold(0.6f, 0.1f));
        assertThat(refused).isEmpty();
    }

    @Test
    void theRoomMayHaveAZone() {
        ThresholdRules rules = rules("floor2/room214/dog=0.8/0.5", "dog=0.6/0.1");
        assertThat(rules.apply("floor2/room214", "dog", DOG, CALIBRATED))
                .isEqualTo(new Threshold(0.8f, 0.5f));
        assertThat(rules.apply("floor2", "dog", DOG, CALIBRATED))
                .isEqualTo(new Threshold(0.6f, 0.1f));
        assertThat(refused).isEmpty();
    }

    @Test
    void aRuleIsForAllRoomsOfAZone() {
        ThresholdRules rules =
                rules("floor2/*/dog=0.8/0.5", "dog=0.6/0.1", "*/dog=0.9", "/*/dog=1");
        assertThat(rules.apply("floor2/room214", "dog", DOG, CALIBRATED))
                .isEqualTo(new Threshold(0.8f, 0.5f));
        assertThat(rules.apply("floor3/room301", "dog", DOG, CALIBRATED))
                .isEqualTo(new Threshold(0.6f, 0.1f));
        assertThat(refused)
                .satisfiesExactly(
                        all -> assertThat(all).startsWith("*/dog=0.9: leave '*/' out"),
                        none -> assertThat(none).startsWith("/*/dog=1: "));
    }

    @Test
    void aRuleForARoomCountsMoreThanOneForItsZone() {
        for (ThresholdRules rules :
                List.of(
                        rules("floor2/room214/dog=0.3/0.2", "floor2/*/dog=0.8", "dog=0.9"),
                        rules("dog=0.9", "floor2/*/dog=0.8", "floor2/room214/dog=0.3/0.2"))) {
            assertThat(rules.apply("floor2/room214", "dog", DOG, CALIBRATED))
                    .isEqualTo(new Threshold(0.3f, 0.2f));
            assertThat(rules.apply("floor2/room215", "dog", DOG, CALIBRATED).onset())
                    .isEqualTo(0.8f);
        }
    }

    @Test
    void laterRuleCountsMore() {
        assertThat(rules("dog=0.6/0.1", "dog=0.7/0.2").apply("hall", "dog", DOG, CALIBRATED))
                .isEqualTo(new Threshold(0.7f, 0.2f));
    }

    @Test
    void missingOffsetKeepsTheCalibratedRatio() {
        Threshold threshold = rules("dog=0.8").apply("hall", "Bow-wow", DOG, CALIBRATED);
        assertThat(threshold.onset()).isEqualTo(0.8f);
        assertThat(threshold.offset()).isCloseTo(0.4f, within(1e-6f));
    }

    @Test
    void withoutARuleTheCalibratedOneHolds() {
        assertThat(rules("cat=0.1").apply("hall", "dog", DOG, CALIBRATED)).isSameAs(CALIBRATED);
    }

    @Test
    void invalidEntriesAreReportedAndTheOthersApply() {
        ThresholdRules rules =
                rules(
                        "dog",
                        "dog=loud",
                        "dog=1.5",
                        "dog=0.4/0.6",
                        "a+b/dog=0.4",
                        "=0.3",
                        "dog=0.9");
        assertThat(refused).hasSize(6);
        assertThat(refused.get(1)).contains("dog=loud").contains("'loud' is not a number");
        assertThat(rules.apply("hall", "dog", DOG, CALIBRATED).onset()).isEqualTo(0.9f);
    }

    private ThresholdRules rules(String... entries) {
        return ThresholdRules.parse(
                List.of(entries), (entry, why) -> refused.add(entry + ": " + why));
    }
}
