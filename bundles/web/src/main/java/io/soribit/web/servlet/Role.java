// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a user of the page may do; each role includes the ones before it. */
public enum Role {
    /** Sees everything. */
    VIEWER,
    /** Acknowledges and tests alerts, and changes the mode. */
    RESIDENT,
    /** Changes who is notified, models, devices and plug-ins, and teaches sounds. */
    ADMIN;

    /** The role of a name, as in the file of users. */
    public static Optional<Role> of(String text) {
        return Arrays.stream(values())
                .filter(role -> role.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
    }

    /** Whether it may do what another one may. */
    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }
}
