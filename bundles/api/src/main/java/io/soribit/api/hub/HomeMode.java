// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.hub;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the people of the house are doing, as far as it matters to how they are notified. */
public enum HomeMode {
    /** They are at home and awake. */
    HOME,
    /** They sleep. */
    SLEEP,
    /** Nobody is at home. */
    AWAY;

    /** As it is written in topics and configuration: {@code home}, {@code sleep}, {@code away}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The mode of that text, in any case and with blanks around; empty if there is none.
     *
     * @param text as a person or a topic gives it
     * @return empty if it is none of them
     */
    public static Optional<HomeMode> of(String text) {
        return Arrays.stream(values())
                .filter(mode -> mode.name().equalsIgnoreCase(text.strip()))
                .findFirst();
    }
}
