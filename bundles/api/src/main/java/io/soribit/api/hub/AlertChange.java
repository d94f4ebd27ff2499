// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.hub;

import io.soribit.api.Alert;
import java.time.Instant;
import java.util.List;

/**
 * Something happened to an alert.
 *
 * @param alert as it began
 * @param state what happened
 * @param time when
 * @param who did it: a notifier's id if it was delivered or expired, a device's if it was
 *     confirmed, a person or the channel if it was seen or acknowledged, what could not be reached
 *     and what took its place if it escalated for that ({@code bedroom → hall, ntfy:phone}); may be
 *     empty
 * @param seen who has seen it so far, the first first, where people are configured
 * @param unseen people who have yet to see it, by name
 */
public record AlertChange(
        Alert alert,
        AlertState state,
        Instant time,
        String who,
        List<String> seen,
        List<String> unseen) {
    /** Copies the names. */
    public AlertChange {
        seen = List.copyOf(seen);
        unseen = List.copyOf(unseen);
    }

    /** One that says nothing of single people. */
    public AlertChange(Alert alert, AlertState state, Instant time, String who) {
        this(alert, state, time, who, List.of(), List.of());
    }
}
