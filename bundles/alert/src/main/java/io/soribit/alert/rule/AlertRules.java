// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.rule;

import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The configured urgency of sounds, and whether they raise alerts. */
public final class AlertRules {
    static final String OFF = "off";

    private final Map<String, Optional<Urgency>> urgencies = new HashMap<>();
    private final Urgency least;

    /**
     * @param entries {@code label=emergency|urgent|notice|info|off}, several in one with commas
     * @param least sounds of this urgency and above raise alerts
     * @param problems receives a message for each invalid entry; the others apply
     */
    public AlertRules(String[] entries, String least, Consumer<String> problems) {
        this.least =
                urgency(least)
                        .orElseGet(
                                () -> {
                                    problems.accept(
                                            "least = '"
                                                    + least
                                                    + "' is none of emergency, urgent, notice,"
                                                    + " info: notice is used");
                                    return Urgency.NOTICE;
                                });
        Arrays.stream(entries)
                .flatMap(entry -> Arrays.stream(entry.split(",")))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .forEach(entry -> add(entry, problems));
    }

    private void add(String entry, Consumer<String> problems) {
        List<String> parts = List.of(entry.split("=", 2));
        String level = parts.size() == 2 ? parts.get(1).strip() : "";
        Optional<Urgency> urgency = urgency(level);
        if (urgency.isEmpty() && !level.equalsIgnoreCase(OFF)) {
            problems.accept(
                    "urgency entry '"
                            + entry
                            + "' is ignored: write label=emergency, urgent, notice, info or off");
            return;
        }
        urgencies.put(parts.get(0).strip().toLowerCase(Locale.ROOT), urgency);
    }

    /** Labels that the configuration names. */
    public Set<String> labels() {
        return Set.copyOf(urgencies.keySet());
    }

    /** The urgency of a sound without a rule; empty if it raises no alert. */
    Optional<Urgency> urgencyOf(Sound sound) {
        return urgencies.getOrDefault(sound.id(), Optional.of(sound.urgency()));
    }

    /** Whether sounds of this urgency raise alerts. */
    boolean reports(Urgency urgency) {
        return urgency.compareTo(least) >= 0;
    }

    /**
     * The urgencies that entries name, several in one with commas.
     *
     * @param problems receives each invalid one
     */
    public static Set<Urgency> urgencies(String[] entries, Consumer<String> problems) {
        Set<Urgency> urgencies = EnumSet.noneOf(Urgency.class);
        Arrays.stream(entries)
                .flatMap(entry -> Arrays.stream(entry.split(",")))
                .filter(entry -> !entry.isBlank())
                .forEach(
                        entry ->
                                urgency(entry)
                                        .ifPresentOrElse(
                                                urgencies::add,
                                                () -> problems.accept(entry.strip())));
        return urgencies;
    }

    static Optional<Urgency> urgency(String text) {
        return Arrays.stream(Urgency.values())
                .filter(u -> u.name().equalsIgnoreCase(text.strip()))
                .findFirst();
    }
}
