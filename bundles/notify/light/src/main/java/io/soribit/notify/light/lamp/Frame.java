// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.lamp;

/**
 * What a lamp shows for a while.
 *
 * @param colour {@code #RRGGBB} at full brightness, or empty for dark
 */
public record Frame(String colour) {
    /** Switched off. */
    public static final Frame DARK = new Frame("");

    /** Whether the lamp is off. */
    public boolean isDark() {
        return colour.isEmpty();
    }
}
