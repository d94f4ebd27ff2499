// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.rule;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Hours of some days of the week, also across midnight: those after midnight belong to the day on
 * which they began. Equal ends mean all day.
 *
 * @param days on which they begin
 * @param to exclusive
 */
record Hours(Set<DayOfWeek> days, LocalTime from, LocalTime to) {
    private static final Set<DayOfWeek> EVERY_DAY = EnumSet.allOf(DayOfWeek.class);

    /** All day, every day. */
    static final Hours ALWAYS = new Hours(EVERY_DAY, LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

    Hours {
        days = Set.copyOf(days);
    }

    /**
     * Reads {@code 22:00-07:00}, {@code mon-fri 22:00-24:00} or {@code sat,sun}; empty means
     * always. Throws IllegalArgumentException.
     */
    static Hours parse(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        if (lower.isEmpty()) {
            return ALWAYS;
        }
        try {
            int hours = firstDigit(lower);
            Set<DayOfWeek> days = days(lower.substring(0, hours).strip());
            return hours == lower.length()
                    ? new Hours(days, LocalTime.MIDNIGHT, LocalTime.MIDNIGHT)
                    : hours(days, lower.substring(hours));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "invalid hours = '"
                            + text
                            + "': write for example 22:00-07:00 or mon-fri 22:00-24:00",
                    e);
        }
    }

    private static int firstDigit(String text) {
        return (int) text.chars().takeWhile(c -> !Character.isDigit(c)).count();
    }

    private static Hours hours(Set<DayOfWeek> days, String text) {
        List<String> ends = List.of(text.split("-", -1));
        if (ends.size() != 2) {
            throw new IllegalArgumentException(text);
        }
        return new Hours(days, time(ends.get(0)), time(ends.get(1)));
    }

    private static LocalTime time(String text) {
        String time = text.strip();
        if (time.equals("24:00")) {
            return LocalTime.MIDNIGHT;
        }
        return LocalTime.parse(time.indexOf(':') == 1 ? "0" + time : time);
    }

    private static Set<DayOfWeek> days(String text) {
        if (text.isEmpty()) {
            return EVERY_DAY;
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String part : text.split("[,\\s]+", -1)) {
            List<String> ends = List.of(part.split("-", -1));
            if (ends.size() > 2) {
                throw new IllegalArgumentException(part);
            }
            DayOfWeek last = day(ends.get(ends.size() - 1));
            DayOfWeek day = day(ends.get(0));
            days.add(day);
            while (day != last) {
                day = day.plus(1);
                days.add(day);
            }
        }
        return days;
    }

    private static DayOfWeek day(String text) {
        return Arrays.stream(DayOfWeek.values())
                .filter(
                        day ->
                                text.length() >= 3
                                        && day.name().toLowerCase(Locale.ROOT).startsWith(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text));
    }

    /** As {@link #parse} reads it. */
    String text() {
        String when = from.equals(to) ? "" : from + "-" + to;
        if (days.equals(EVERY_DAY)) {
            return when;
        }
        String names =
                Arrays.stream(DayOfWeek.values())
                        .filter(days::contains)
                        .map(day -> day.name().toLowerCase(Locale.ROOT).substring(0, 3))
                        .collect(Collectors.joining(","));
        return (names + " " + when).strip();
    }

    boolean contain(LocalDateTime moment) {
        LocalTime time = moment.toLocalTime();
        DayOfWeek today = moment.getDayOfWeek();
        if (from.isBefore(to)) {
            return days.contains(today) && !time.isBefore(from) && time.isBefore(to);
        }
        return (!time.isBefore(from) && days.contains(today))
                || (time.isBefore(to) && days.contains(today.minus(1)));
    }
}
