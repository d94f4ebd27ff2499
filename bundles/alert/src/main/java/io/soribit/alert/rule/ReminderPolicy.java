// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.rule;

import java.time.Duration;
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
 */
public record ReminderPolicy(
        Duration repeat,
        @Nullable Duration escalateAfter,
        Set<String> escalateTo,
        Duration unseen) {
    /** No reminders: it ends with its sound. */
    public static final ReminderPolicy NONE =
            new ReminderPolicy(Duration.ZERO, null, Set.of(), Duration.ZERO);

    public ReminderPolicy {
        escalateTo = Set.copyOf(escalateTo);
    }
}
