// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.rule;

import io.soribit.common.text.Suggestions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Says which rules name a lamp or display that is not there, long before their sound comes: as soon
 * as neither rules nor notifiers have changed for a while, for they come in any order. Each is said
 * once for as long as its rule is there. Thread-safe.
 */
public final class TargetCheck {
    /** Lamps and displays are found within this time. */
    static final Duration SETTLED = Duration.ofSeconds(30);

    /** Typing errors after which one name is still taken for another. */
    private static final int MOST_SLIPS = 2;

    private final Supplier<List<Rule>> rules;
    private final Supplier<List<String>> there;
    private final Clock clock;
    private final Consumer<String> problems;
    private final Set<Missing> said = new HashSet<>();
    private Seen seen;
    private Instant since;
    private boolean done;

    /** What was looked at. */
    private record Seen(List<Rule> rules, List<String> there) {}

    /** A name that a rule has under a key of its file. */
    private record Missing(Rule rule, String key, String name) {}

    /**
     * @param there all that notifiers are called
     */
    public TargetCheck(
            Supplier<List<Rule>> rules,
            Supplier<List<String>> there,
            Clock clock,
            Consumer<String> problems) {
        this.rules = rules;
        this.there = there;
        this.clock = clock;
        this.problems = problems;
        seen = new Seen(List.of(), List.of());
        since = clock.instant();
    }

    /** To be called every second. */
    public synchronized void look() {
        Seen now = new Seen(rules.get(), there.get());
        Instant time = clock.instant();
        if (!now.equals(seen)) {
            seen = now;
            since = time;
            done = false;
        } else if (!done && !since.plus(SETTLED).isAfter(time)) {
            done = true;
            said.removeIf(missing -> !now.rules().contains(missing.rule()));
            now.rules().forEach(this::check);
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
            if (!seen.there().contains(name) && said.add(new Missing(rule, key, name))) {
                problems.accept(
                        "etc/io.soribit.alert.rule-%s.cfg: nothing is called '%s', which %s names: %s. %s"
                                .formatted(rule.name(), name, key, outcome(key, none), hint(name)));
            }
        }
    }

    private static String outcome(String key, boolean none) {
        if (!none) {
            return "only the others of this entry tell of its alerts";
        }
        return key.equals("targets")
                ? "everything tells of its alerts instead"
                : "everything tells of its alerts when nobody has seen them";
    }

    private String hint(String name) {
        if (seen.there().isEmpty()) {
            return "There is no lamp, display or phone yet: take one into use on the page";
        }
        List<String> near =
                Suggestions.nearest(name, seen.there()).stream()
                        .filter(one -> Suggestions.distance(name, one) <= MOST_SLIPS)
                        .toList();
        return (near.isEmpty() ? "" : "Did you mean " + String.join(", ", near) + "? ")
                + "There are "
                + String.join(", ", seen.there())
                + ". Correct it, or take what is called so into use on the page";
    }
}
