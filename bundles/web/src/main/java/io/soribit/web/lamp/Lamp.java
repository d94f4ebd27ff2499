// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.lamp;

import org.jspecify.annotations.Nullable;

/**
 * A lamp in the state that the messages to it describe.
 *
 * @param told when the last message was sent
 * @param on whether it gives light
 * @param brightness 0 to 254; null until a message names one
 * @param colour {@code #RRGGBB}; null until a message names one
 * @param hue name of the colour, a key such as {@code green}; null without a colour
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
