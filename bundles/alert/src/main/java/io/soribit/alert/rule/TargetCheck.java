// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.rule;

import io.soribit.common.text.Suggestions;
import io.soribit.common.time.MonotonicClock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reports rules and people's files that name an unknown lamp, display or phone, before their sound
 * occurs: once neither they nor notifiers have changed for a while, as they are registered in any
 * order. Each is reported once per rule or person. Thread-safe.
 */
public final class TargetCheck {
    /** Lamps and displays are found within this time. */
    static final Duration SETTLED = Duration.ofSeconds(30);

    /** Edits up to which another name is suggested. */
    private static final int MOST_SLIPS = 2;

    private final Supplier<List<Rule>> rules;
    private final Supplier<Map<String, Set<String>>> people;
    private final Supplier<List<String>> there;
    private final MonotonicClock clock;
    private final Consumer<String> problems;
    private final Set<Missing> logged = new HashSet<>();
    private Seen seen;
    private Duration since;
    private boolean done;

    /** What was checked last. */
    private record Seen(List<Rule> rules, Map<String, Set<String>> people, List<String> there) {
        boolean has(Object owner) {
            return rules.contains(owner) || people.entrySet().contains(owner);
        }
    }

    /**
     * A name under a key of a file.
     *
     * @param owner the rule of the file, or the person with all devices
     */
    private record Missing(Object owner, String key, String name) {}

    /**
     * @param people whose devices are which
     * @param there the names of all targets
     */
    public TargetCheck(
            Supplier<List<Rule>> rules,
            Supplier<Map<String, Set<String>>> people,
            Supplier<List<String>> there,
            MonotonicClock clock,
            Consumer<String> problems) {
        this.rules = rules;
        this.people = people;
        this.there = there;
        this.clock = clock;
        this.problems = problems;
        seen = new Seen(List.of(), Map.of(), List.of());
        since = clock.now();
    }

    /** To be called every second. */
    public synchronized void look() {
        Seen now = new Seen(rules.get(), people.get(), there.get());
        Duration time = clock.now();
        if (!now.equals(seen)) {
            seen = now;
            since = time;
            done = false;
        } else if (!done && time.minus(since).compareTo(SETTLED) >= 0) {
            done = true;
            logged.removeIf(missing -> !now.has(missing.owner()));
            now.rules().forEach(this::check);
            now.people().entrySet().forEach(this::check);
        }
    }

    private void check(Rule rule) {
        if (rule.valid() && !rule.off()) {
            check(rule, "targets", rule.targets());
            if (rule.escalateAfter() != null) {
                check(rule, "escalate_to", rule.escalateTo());
            }
        }
    }

    private void check(Rule rule, String key, Set<String> names) {
        boolean none = names.stream().noneMatch(seen.there()::contains);
        for (String name : new TreeSet<>(names)) {
            if (!seen.there().contains(name) && logged.add(new Missing(rule, key, name))) {
                problems.accept(
                        "etc/io.soribit.alert.rule-%s.cfg: unknown target '%s' in %s: %s. %s"
                                .formatted(rule.name(), name, key, outcome(key, none), hint(name)));
            }
        }
    }

    private void check(Map.Entry<String, Set<String>> person) {
        for (String name : new TreeSet<>(person.getValue())) {
            if (!seen.there().contains(name) && logged.add(new Missing(person, "devices", name))) {
                problems.accept(
                        "etc/io.soribit.alert.person-NAME.cfg of %s: unknown device '%s' in devices: it goes on after %s has seen an alert. %s"
                                .formatted(person.getKey(), name, person.getKey(), hint(name)));
            }
        }
    }

    private static String outcome(String key, boolean none) {
        if (!none) {
            return "its alerts go to the other targets of this entry only";
        }
        return key.equals("targets")
                ? "its alerts go to all targets instead"
                : "its alerts escalate to all targets";
    }

    private String hint(String name) {
        if (seen.there().isEmpty()) {
            return "There is no lamp, display or phone yet: enable one on the page";
        }
        List<String> near =
                Suggestions.nearest(name, seen.there()).stream()
                        .filter(one -> Suggestions.distance(name, one) <= MOST_SLIPS)
                        .toList();
        return (near.isEmpty() ? "" : "Did you mean " + String.join(", ", near) + "? ")
                + "Known targets: "
                + String.join(", ", seen.there())
                + ". Correct the name, or enable the device on the page";
    }
}
