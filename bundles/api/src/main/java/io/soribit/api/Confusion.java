// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A label that a model is known to hear where another sound is: its score counts for less unless it
 * beats the other label's score by a margin.
 *
 * @param label whose score is lowered
 * @param during the label that it must beat
 * @param factor what the score is multiplied by where it does not, 0 to 1
 * @param margin by which it must beat the other, in logits, -20 to 20; 0: it must not be lower
 * @param over time over which the other's scores are averaged, up to 60 s; null: they are smoothed
 *     as they are for its own events. A long time tells music that has been going on from a bell
 *     that sounds like some
 */
public record Confusion(
        String label, String during, float factor, float margin, @Nullable Duration over) {
    private static final float WIDEST = 20;
    private static final Duration LONGEST = Duration.ofSeconds(60);

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
        if (!(Math.abs(margin) <= WIDEST)) {
            throw new IllegalArgumentException(
                    "confusion of '" + label + "': a margin of " + margin + ", need -20 to 20");
        }
        if (over != null && (over.isNegative() || over.isZero() || over.compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException(
                    "confusion of '" + label + "': averaged over " + over + ", need up to 60 s");
        }
    }

    /** One without a margin, of scores as they are smoothed for their own events. */
    public Confusion(String label, String during, float factor) {
        this(label, during, factor, 0, null);
    }

    /** The same confusion of two labels of other names. */
    public Confusion of(String otherLabel, String otherDuring) {
        return new Confusion(otherLabel, otherDuring, factor, margin, over);
    }
}
