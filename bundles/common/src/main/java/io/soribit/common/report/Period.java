// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.report;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * A part of time.
 *
 * @param from its first instant
 * @param to the first one after it
 */
public record Period(Instant from, Instant to) {
    /** All of it. */
    public static final Period ALL = new Period(Instant.MIN, Instant.MAX);

    /**
     * Reads both ends: days, such as {@code 2026-11-01}, of which the last one is in it, or times,
     * such as {@code 2026-11-01T20:00:00Z}.
     *
     * @param from empty for no limit
     * @param to empty for no limit
     * @param zone where the days are
     * @throws IllegalArgumentException with what cannot be read
     */
    public static Period of(String from, String to, ZoneId zone) {
        return new Period(
                from.isEmpty() ? ALL.from : instant(from, 0, zone),
                to.isEmpty() ? ALL.to : instant(to, 1, zone));
    }

    private static Instant instant(String text, int days, ZoneId zone) {
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).plusDays(days).atStartOfDay(zone).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'"
                            + text
                            + "' is neither a day, as 2026-11-01, nor a time, as"
                            + " 2026-11-01T20:00:00Z",
                    e);
        }
    }
}
