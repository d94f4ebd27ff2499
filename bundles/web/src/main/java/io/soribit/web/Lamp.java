// SPDX-License-Identifier: Apache-2.0
package io.soribit.web;

import org.jspecify.annotations.Nullable;

/**
 * A lamp, as its messages told it to be.
 *
 * @param told when the last message came
 * @param on whether it gives light
 * @param brightness 0 to 254; null until it was told one
 * @param colour {@code #RRGGBB}; null until it was told one
 * @param hue what people call the colour, a key such as {@code green}; null without a colour
 * @param effect the last message's effect, for example {@code blink}; null if it named none
 * @param payload the last message as it came, cut after {@value #LONGEST} characters
 * @param understood whether the last message could be read
 */
public record Lamp(
        String name,
        String told,
        boolean on,
        @Nullable Integer brightness,
        @Nullable String colour,
        @Nullable String hue,
        @Nullable String effect,
        String payload,
        boolean understood) {
    static final int LONGEST = 500;

    static Lamp unknown(String name) {
        return new Lamp(name, "", false, null, null, null, null, "", true);
    }
}
