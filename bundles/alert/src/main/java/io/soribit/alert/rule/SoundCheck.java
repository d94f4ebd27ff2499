// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.rule;

import io.soribit.api.Ontology;
import io.soribit.api.Sound;
import io.soribit.common.text.Suggestions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reports rules and configuration entries that name an unknown sound: when they are added, or when
 * the ontology is available. Thread-safe.
 */
public final class SoundCheck {
    /** Where a person configures alerts. */
    public static final String FILE = "etc/io.soribit.alert.cfg";

    private final Set<String> labels;
    private final Supplier<List<Rule>> rules;
    private final Consumer<String> problems;
    private volatile @Nullable Ontology ontology;

    /**
     * @param labels that the configuration names
     */
    public SoundCheck(Set<String> labels, Supplier<List<Rule>> rules, Consumer<String> problems) {
        this.labels = labels;
        this.rules = rules;
        this.problems = problems;
    }

    /** The known sounds are these. */
    public void use(Ontology sounds) {
        ontology = sounds;
        List<String> known = ids(sounds);
        rules.get().forEach(rule -> check(rule, known));
        for (String label : new TreeSet<>(labels)) {
            if (isUnknown(label, known)) {
                problems.accept(
                        "%s: %s The entry applies only to a model's own label of that name"
                                .formatted(FILE, question(label, known)));
            }
        }
    }

    public void drop(Ontology gone) {
        if (ontology == gone) {
            ontology = null;
        }
    }

    /** A rule was added. */
    public void check(Rule rule) {
        @Nullable Ontology present = ontology;
        if (present != null) {
            check(rule, ids(present));
        }
    }

    private void check(Rule rule, List<String> known) {
        for (String sound : new TreeSet<>(rule.sounds())) {
            if (isUnknown(sound, known)) {
                problems.accept(
                        "etc/io.soribit.alert.rule-%s.cfg: %s"
                                .formatted(rule.name(), question(sound, known)));
            }
        }
    }

    /** A taught sound may come later, or come back. */
    private static boolean isUnknown(String sound, List<String> known) {
        return !known.contains(sound) && !sound.startsWith(Sound.TAUGHT);
    }

    private static List<String> ids(Ontology ontology) {
        return ontology.sounds().stream().map(Sound::id).toList();
    }

    private static String question(String name, List<String> known) {
        return "unknown sound '%s'. Did you mean %s?"
                .formatted(name, String.join(", ", Suggestions.nearest(name, known)));
    }
}
