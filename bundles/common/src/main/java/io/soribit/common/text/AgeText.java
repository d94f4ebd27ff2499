// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.text;

import java.time.Duration;

/** How long ago something was, in words. */
public final class AgeText {
    private static final Text MINUTES = new Text("%d min ago", "%d분 전");
    private static final Text HOURS = new Text("%d h ago", "%d시간 전");
    private static final Text DAYS = new Text("%d d ago", "%d일 전");
    private static final int HOURS_FROM = 90;
    private static final int DAYS_FROM = 48;

    private AgeText() {}

    /**
     * For example {@code 4 min ago}; an age under a minute counts as one.
     *
     * @param age positive
     * @param language {@code en} or {@code ko}
     */
    public static String of(Duration age, String language) {
        if (age.toHours() >= DAYS_FROM) {
            return DAYS.in(language).formatted(age.toDays());
        }
        return age.toMinutes() >= HOURS_FROM
                ? HOURS.in(language).formatted(age.toHours())
                : MINUTES.in(language).formatted(Math.max(1, age.toMinutes()));
    }

    /** As {@link #of} in parentheses after a space; empty for what is current. */
    public static String after(Duration age, String language) {
        return age.isZero() ? "" : " (" + of(age, language) + ")";
    }
}
