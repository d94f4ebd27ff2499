// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.rule;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.List;

/**
 * Hours of the day, also across midnight; equal ends mean all day.
 *
 * @param to exclusive
 */
record Hours(LocalTime from, LocalTime to) {
    /** All day. */
    static final Hours ALWAYS = new Hours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

    /** Reads {@code 22:00-07:00}; empty means all day. Throws IllegalArgumentException. */
    static Hours parse(String text) {
        if (text.isBlank()) {
            return ALWAYS;
        }
        List<String> ends = List.of(text.split("-", -1));
        try {
            if (ends.size() == 2) {
                return new Hours(time(ends.get(0)), time(ends.get(1)));
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(wrong(text), e);
        }
        throw new IllegalArgumentException(wrong(text));
    }

    private static LocalTime time(String text) {
        String time = text.strip();
        return LocalTime.parse(time.indexOf(':') == 1 ? "0" + time : time);
    }

    private static String wrong(String text) {
        return "invalid hours = '" + text + "': write for example 22:00-07:00";
    }

    boolean contain(LocalTime time) {
        if (from.isBefore(to)) {
            return !time.isBefore(from) && time.isBefore(to);
        }
        return !time.isBefore(from) || time.isBefore(to);
    }
}
