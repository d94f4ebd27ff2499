// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.hub;

import io.soribit.api.Alert;
import java.time.Instant;

/**
 * Something happened to an alert.
 *
 * @param alert as it began
 * @param state what happened
 * @param time when
 * @param who did it: a notifier's id if it was delivered or expired, a device's if it was
 *     confirmed, a person or the channel if it was acknowledged, what could not be reached and what
 *     took its place if it escalated for that ({@code bedroom → hall, ntfy:phone}); may be empty
 */
public record AlertChange(Alert alert, AlertState state, Instant time, String who) {}
