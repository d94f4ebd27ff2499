// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.recipient;

import io.soribit.alert.rule.RuleEntries;
import io.soribit.api.Ontology;
import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.api.setting.SettingCheck;
import io.soribit.api.setting.SettingFiles.InvalidSettingException;
import io.soribit.api.setting.SettingFiles.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with the entries of a rule, before it is written. */
final class RuleEntryCheck {
    static final String PID = "io.soribit.alert.rule";
    private static final Set<String> SILENT = Set.of("off", "info");
    private static final Pattern FORBIDDEN = Pattern.compile("[\\p{Cntrl}\\\\$\"\\[\\]]");

    private final Ontology ontology;

    RuleEntryCheck(Ontology ontology) {
        this.ontology = ontology;
    }

    /**
     * Checks the entries.
     *
     * @param definitions checks types, ranges and options; null where nobody does
     */
    void check(Map<String, String> entries, @Nullable SettingCheck definitions)
            throws InvalidSettingException {
        List<Problem> problems = new ArrayList<>();
        if (definitions != null) {
            definitions
                    .problems(PID, entries)
                    .forEach((key, message) -> problems.add(new Problem(key, message)));
        }
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            if (FORBIDDEN.matcher(entry.getValue()).find()) {
                problems.add(new Problem(entry.getKey(), "has a character that no rule can have"));
            }
        }
        RuleEntries.hoursProblem(entries.getOrDefault("hours", ""))
                .ifPresent(message -> problems.add(new Problem("hours", message)));
        sounds(entries).ifPresent(message -> problems.add(new Problem("sounds", message)));
        if (silencesDanger(entries)) {
            problems.add(
                    new Problem(
                            "urgency",
                            "sounds of danger cannot be silenced: nobody should miss them"));
        }
        if (!problems.isEmpty()) {
            throw new InvalidSettingException(problems);
        }
    }

    private Optional<String> sounds(Map<String, String> entries) {
        Set<String> unknown = new TreeSet<>(RuleEntries.list(entries.getOrDefault("sounds", "")));
        // A taught sound may be off, or come later.
        unknown.removeIf(id -> id.startsWith(Sound.TAUGHT) || ontology.sound(id).isPresent());
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of("there is no sound " + String.join(", ", unknown));
    }

    /** A rule for all sounds may: danger is left out of it. */
    private boolean silencesDanger(Map<String, String> entries) {
        return SILENT.contains(entries.getOrDefault("urgency", ""))
                && RuleEntries.list(entries.getOrDefault("sounds", "")).stream()
                        .map(ontology::sound)
                        .flatMap(Optional::stream)
                        .map(Sound::urgency)
                        .anyMatch(urgency -> urgency == Urgency.EMERGENCY);
    }
}
