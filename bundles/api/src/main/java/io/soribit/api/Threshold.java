// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

/**
 * Where a sound begins and ends, as scores.
 *
 * @param onset the score at which a sound begins, 0 to 1
 * @param offset the score below which it ends, 0 to onset (hysteresis)
 */
public record Threshold(float onset, float offset) {
    public Threshold {
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
