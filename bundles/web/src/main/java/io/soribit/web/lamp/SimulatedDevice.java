// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.lamp;

import org.jspecify.annotations.Nullable;

/**
 * A simulated lamp or display.
 *
 * @param kind what it simulates, for example {@code WLED}, {@code AWTRIX 3}, {@code openHASP}
 * @param told when it last published its state
 * @param text what it shows, in lines; empty for nothing
 * @param colour {@code #RRGGBB}; null for none
 * @param hue name of the colour; null without one
 * @param on whether it gives light; null if it is no lamp
 * @param hold whether its text stays until somebody acknowledges it
 * @param stale whether it shows that the hub does not respond
 * @param gone whether it was removed
 */
public record SimulatedDevice(
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
