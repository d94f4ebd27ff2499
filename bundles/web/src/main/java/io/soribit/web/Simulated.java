// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import org.jspecify.annotations.Nullable;

/**
 * A lamp or display that is not there, as it would look.
 *
 * @param kind what it stands for, for example {@code WLED}, {@code AWTRIX 3}, {@code openHASP}
 * @param told when it last said how it looks
 * @param text what it shows, in lines; empty for nothing
 * @param colour {@code #RRGGBB}; null for none
 * @param hue what people call the colour; null without one
 * @param on whether it gives light; null if it is no lamp
 * @param hold whether what it shows stays until somebody has seen it
 * @param stale whether it shows that the hub is silent
 * @param gone whether it was taken away
 */
record Simulated(
        String name,
        String kind,
        String told,
        String text,
        @Nullable String colour,
        @Nullable String hue,
        @Nullable Boolean on,
        boolean hold,
        boolean stale,
        boolean gone) {}
