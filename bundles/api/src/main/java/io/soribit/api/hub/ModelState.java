// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.hub;

import java.util.Locale;

/** How far a model has come on its way into charge. */
public enum ModelState {
    /** Its file or bundle is there. */
    FOUND,
    /** Its descriptor is complete and its file is the one described. */
    CHECKED,
    /** It ran in a process of its own and did no harm. */
    PROBED,
    /** It gave the scores that its descriptor expects; it may be put in charge. */
    PROVEN,
    /** It scores live audio beside the model in charge, and is compared with it. */
    SHADOW,
    /** Its scores count. */
    IN_CHARGE,
    /** It was in charge before, and may be again. */
    RETIRED,
    /** It cannot be used; the reason says why and what to do. */
    REFUSED;

    /** As people read it: {@code in charge}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether it may be put in charge. */
    public boolean usable() {
        return this != FOUND && this != CHECKED && this != REFUSED;
    }
}
