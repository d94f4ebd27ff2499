// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How lamps flash for an alert: bursts of flashes, with rests in between, in which a lamp has its
 * own light.
 *
 * @param colour {@code #RRGGBB}; null for that of the sound
 * @param rateHz flashes a second, {@value #SLOWEST_HZ} to {@value #FASTEST_HZ} (EN 54-23; WCAG
 *     2.3.1 allows three)
 * @param burst how long it flashes without a rest
 * @param rest how long until the next burst; zero if there is but one
 */
public record Flash(@Nullable String colour, double rateHz, Duration burst, Duration rest) {
    /** Least flashes a second. */
    public static final double SLOWEST_HZ = 0.5;

    /** Most flashes a second, ever. */
    public static final double FASTEST_HZ = 2;

    /**
     * Checks what it is given.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    public Flash {
        if (colour != null && !colour.matches("#[0-9A-Fa-f]{6}")) {
            throw new IllegalArgumentException("colour '" + colour + "' is not #RRGGBB");
        }
        if (!(rateHz >= SLOWEST_HZ && rateHz <= FASTEST_HZ)) {
            throw new IllegalArgumentException(
                    rateHz + " flashes a second are not safe: 0.5 to 2 are");
        }
        if (burst.isNegative() || burst.isZero() || rest.isNegative()) {
            throw new IllegalArgumentException("flashes last more than 0 s, rests 0 s or more");
        }
    }
}
