// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.rule;

import static io.soribit.alert.Events.sound;
import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.common.text.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlertRulesTest {
    private final List<String> problems = new ArrayList<>();

    private AlertRules rules(String least, String... entries) {
        return new AlertRules(entries, least, problems::add);
    }

    @Test
    void soundsKeepTheirUrgencyFromTheLeastOn() {
        AlertRules rules = rules("notice");
        assertThat(received(rules, sound("smoke_alarm", Urgency.EMERGENCY)))
                .contains(Urgency.EMERGENCY);
        assertThat(received(rules, sound("phone_ring", Urgency.NOTICE))).contains(Urgency.NOTICE);
        assertThat(received(rules, sound("speech", Urgency.INFO))).isEmpty();
    }

    @Test
    void ownUrgenciesWin() {
        AlertRules rules = rules("notice", "dog=off", " Speech = Urgent ,cat=info", "");
        assertThat(received(rules, sound("dog", Urgency.URGENT))).isEmpty();
        assertThat(received(rules, sound("speech", Urgency.INFO))).contains(Urgency.URGENT);
        assertThat(received(rules, sound("cat", Urgency.NOTICE))).isEmpty();
        assertThat(rules.labels()).containsExactlyInAnyOrder("dog", "speech", "cat");
        assertThat(problems).isEmpty();
    }

    @Test
    void leavesOutWhatItDoesNotUnderstandAndSaysSo() {
        AlertRules rules = rules("loud", "dog=never", "cat", "speech=urgent");
        assertThat(problems)
                .hasSize(3)
                .anyMatch(p -> p.contains("least = 'loud'"))
                .anyMatch(p -> p.contains("'dog=never'"))
                .anyMatch(p -> p.contains("'cat'"));
        assertThat(received(rules, sound("speech", Urgency.INFO))).contains(Urgency.URGENT);
        assertThat(received(rules, sound("dog", Urgency.NOTICE))).contains(Urgency.NOTICE);
    }

    @Test
    void knowsWhatWasMeant() {
        List<String> known = List.of("dog", "doorbell", "door", "smoke_alarm", "co_alarm");
        assertThat(Suggestions.nearest("doorbel", known)).first().isEqualTo("doorbell");
        assertThat(Suggestions.nearest("smoke-alarm", known)).first().isEqualTo("smoke_alarm");
        assertThat(Suggestions.nearest("smoke", known)).first().isEqualTo("smoke_alarm");
        assertThat(Suggestions.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Suggestions.distance("", "abc")).isEqualTo(3);
    }

    private static Optional<Urgency> received(AlertRules rules, Sound sound) {
        return rules.urgencyOf(sound).filter(rules::reports);
    }
}
