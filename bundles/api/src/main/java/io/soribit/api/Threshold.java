// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

/**
 * Where a sound begins and ends, as scores.
 *
 * @param onset the score at which a sound begins, 0 to 1
 * @param offset the score below which it ends, 0 to onset (hysteresis)
 * @param windows over how many windows the scores are smoothed before, 1 to 15: few for what a
 *     single window is sure of; 0: as the hub is configured
 */
public record Threshold(float onset, float offset, int windows) {
    /** Smoothed as the hub is configured. */
    public Threshold(float onset, float offset) {
        this(onset, offset, 0);
    }

    public Threshold {
        if (windows < 0 || windows > 15) {
            throw new IllegalArgumentException(
                    "smoothing over " + windows + " windows: 1 to 15 are supported");
        }
        if (!(onset >= 0 && onset <= 1 && offset >= 0 && offset <= onset)) {
            throw new IllegalArgumentException(
                    "thresholds onset "
                            + onset
                            + ", offset "
                            + offset
                            + ": need 0 <= offset <= onset <= 1");
        }
    }
}
