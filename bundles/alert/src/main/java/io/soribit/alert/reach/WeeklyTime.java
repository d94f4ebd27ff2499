// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.reach;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** A time of the week. */
record WeeklyTime(DayOfWeek day, LocalTime time) {
    /**
     * Reads {@code sat 11:00}.
     *
     * @return empty for {@code off}, and for what cannot be read
     */
    static Optional<WeeklyTime> parse(String text, Consumer<String> problems) {
        String[] parts = text.strip().toLowerCase(Locale.ROOT).split("\\s+", -1);
        if (parts.length == 1 && parts[0].equals("off")) {
            return Optional.empty();
        }
        try {
            Optional<DayOfWeek> day =
                    Arrays.stream(DayOfWeek.values())
                            .filter(
                                    d ->
                                            parts[0].equals(
                                                    d.name()
                                                            .substring(0, 3)
                                                            .toLowerCase(Locale.ROOT)))
                            .findFirst();
            if (parts.length == 2 && day.isPresent()) {
                return Optional.of(new WeeklyTime(day.get(), LocalTime.parse(parts[1])));
            }
        } catch (DateTimeParseException e) {
            problems.accept(
                    "when = " + text + " is no time like sat 11:00 (" + e.getMessage() + ")");
            return Optional.empty();
        }
        problems.accept("when = " + text + " is neither off nor like sat 11:00");
        return Optional.empty();
    }

    /** Whether it came after the one and not after the other, at most an hour ago. */
    boolean isBetween(LocalDateTime before, LocalDateTime now) {
        LocalDateTime latest = now.with(TemporalAdjusters.previousOrSame(day)).with(time);
        return latest.isAfter(before) && !latest.isAfter(now) && latest.isAfter(now.minusHours(1));
    }
}
