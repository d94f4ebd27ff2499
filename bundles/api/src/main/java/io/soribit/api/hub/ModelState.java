// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.hub;

import java.util.Locale;

/** How far a model has come on its way to being active. */
public enum ModelState {
    /** Its file or bundle is there. */
    FOUND,
    /** Its descriptor is complete and its file is the one described. */
    CHECKED,
    /** It ran in a process of its own and did no harm. */
    PROBED,
    /** It gave the scores that its descriptor expects; it may be activated. */
    PROVEN,
    /** It scores live audio beside the active model, and is compared with it. */
    SHADOW,
    /** It is the active model: its scores count. */
    ACTIVE,
    /** It was active before, and may be again. */
    RETIRED,
    /** It cannot be used; the reason says why and what to do. */
    REFUSED;

    /** As people read it: {@code active}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether it may be activated. */
    public boolean usable() {
        return this != FOUND && this != CHECKED && this != REFUSED;
    }
}
