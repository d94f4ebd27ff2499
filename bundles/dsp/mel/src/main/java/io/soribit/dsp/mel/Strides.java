// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.mel;

import java.time.Duration;

/** From the time between windows to a whole number of steps. */
final class Strides {
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private Strides() {}

    /**
     * The nearest number of steps, at least one.
     *
     * @param stepSamples samples in a step
     * @throws IllegalArgumentException if the hop is not above zero, or above ten minutes
     */
    static int of(Duration hop, int sampleRate, int stepSamples) {
        if (hop.isNegative() || hop.isZero() || hop.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "hop "
                            + hop
                            + " between windows cannot be used: above 0 s, at most "
                            + LONGEST);
        }
        double steps = hop.toNanos() * 1e-9 * sampleRate / stepSamples;
        return (int) Math.max(1, Math.round(steps));
    }
}
