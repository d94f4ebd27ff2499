// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.rule;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How people are reminded of an alert until somebody has acknowledged it.
 *
 * @param repeat interval of the reminders; zero for none
 * @param escalateAfter it reaches more targets after so long; null for never
 * @param escalateTo these; empty for all
 * @param unseen it stays active for so long after its sound unless it is acknowledged; zero if
 *     nobody has to
 * @param each whether each person has to acknowledge it, not just one
 */
public record ReminderPolicy(
        Duration repeat,
        @Nullable Duration escalateAfter,
        Set<String> escalateTo,
        Duration unseen,
        boolean each) {
    /** No reminders: it ends with its sound. */
    public static final ReminderPolicy NONE =
            new ReminderPolicy(Duration.ZERO, null, Set.of(), Duration.ZERO);

    /** In the first line of a text. */
    private static final String EACH = " each";

    public ReminderPolicy {
        escalateTo = Set.copyOf(escalateTo);
    }

    /** One that anybody settles. */
    public ReminderPolicy(
            Duration repeat,
            @Nullable Duration escalateAfter,
            Set<String> escalateTo,
            Duration unseen) {
        this(repeat, escalateAfter, escalateTo, unseen, false);
    }

    /** As text, for {@link #parse}. */
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add(repeat + (each ? EACH : ""));
        lines.add(escalateAfter == null ? "" : escalateAfter.toString());
        lines.add(unseen.toString());
        escalateTo.stream().sorted().forEach(lines::add);
        return String.join("\n", lines);
    }

    /** Reads {@link #text}; empty if it is no such text. */
    public static Optional<ReminderPolicy> parse(String text) {
        List<String> lines = List.of(text.split("\n", -1));
        if (lines.size() < 3) {
            return Optional.empty();
        }
        String repeat = lines.get(0);
        boolean each = repeat.endsWith(EACH);
        try {
            return Optional.of(
                    new ReminderPolicy(
                            Duration.parse(each ? repeat.replace(EACH, "") : repeat),
                            lines.get(1).isEmpty() ? null : Duration.parse(lines.get(1)),
                            Set.copyOf(lines.subList(3, lines.size())),
                            Duration.parse(lines.get(2)),
                            each));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
