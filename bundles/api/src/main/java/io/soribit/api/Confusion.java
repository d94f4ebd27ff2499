// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

/**
 * A label that a model is known to hear where another sound is: its score counts for less while the
 * other label scores higher.
 *
 * @param label whose score is lowered
 * @param during the label that must score higher
 * @param factor what the score is multiplied by, 0 to 1
 */
public record Confusion(String label, String during, float factor) {
    /**
     * Checks what it is given.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    public Confusion {
        if (!(factor >= 0 && factor <= 1) || label.equals(during)) {
            throw new IllegalArgumentException(
                    "confusion of '"
                            + label
                            + "' while '"
                            + during
                            + "' by factor "
                            + factor
                            + ": need two labels and 0 <= factor <= 1");
        }
    }
}
