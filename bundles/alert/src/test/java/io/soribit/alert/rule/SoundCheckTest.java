// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.alert.Events;
import io.soribit.api.Ontology;
import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.testkit.Configurations;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SoundCheckTest {
    private final List<Rule> rules = new ArrayList<>();
    private final List<String> logged = new ArrayList<>();
    private final SoundCheck check =
            new SoundCheck(Set.of("dog", "cta"), () -> List.copyOf(rules), logged::add);

    /** Knows these. */
    private record Known(List<String> ids) implements Ontology {
        @Override
        public Collection<Sound> sounds() {
            return ids.stream().map(this::ofLabel).toList();
        }

        @Override
        public Optional<Sound> sound(String id) {
            return sounds().stream().filter(sound -> sound.id().equals(id)).findFirst();
        }

        @Override
        public Sound ofLabel(String label) {
            return Events.sound(label, Urgency.INFO);
        }
    }

    private static final Ontology KNOWN = new Known(List.of("dog", "cat", "doorbell"));

    private static Rule rule(String name, String... sounds) {
        return new RuleComponent(
                        name,
                        Configurations.of(RuleComponent.Config.class, Map.of("sounds", sounds)))
                .rule();
    }

    @Test
    void anUnknownSoundIsReportedWhenTheOntologyIsAvailable() {
        rules.add(rule("night", "dogs", "cat", "own_bell_that_comes_later"));
        check.check(rules.get(0));
        assertThat(logged).isEmpty();
        check.use(KNOWN);
        assertThat(logged)
                .containsExactly(
                        "etc/io.soribit.alert.rule-night.cfg: unknown sound 'dogs'. Did you"
                                + " mean dog, cat, doorbell?",
                        "etc/io.soribit.alert.cfg: unknown sound 'cta'. Did you mean cat,"
                                + " dog, doorbell? The entry applies only to a model's own label of"
                                + " that name");
    }

    @Test
    void aRuleThatComesLaterIsCheckedWhileTheSoundsAreThere() {
        check.use(KNOWN);
        logged.clear();
        check.check(rule("day", "bell"));
        assertThat(logged).singleElement().asString().contains("'bell'", "Did you mean doorbell");
        check.drop(new Known(List.of()));
        check.check(rule("day", "bell"));
        assertThat(logged).hasSize(2);
        check.drop(KNOWN);
        check.check(rule("day", "bell"));
        assertThat(logged).hasSize(2);
    }
}
