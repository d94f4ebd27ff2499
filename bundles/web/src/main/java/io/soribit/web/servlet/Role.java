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
    /** Changes who is notified of what, rules, sensitivities and own sounds. */
    HOUSEHOLD,
    /** Changes all settings, rooms, models and plug-ins, and who may use the page. */
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
