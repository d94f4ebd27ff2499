// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.decide;

import io.soribit.api.Sound;
import io.soribit.api.Threshold;

/**
 * The smoothed scores of one label in consecutive windows. Positions are samples.
 *
 * @param threshold that applied at the end
 * @param first end of the first window
 * @param last end of the last
 * @param percent each 0 to 100, at least one
 */
public record ScoredSpan(
        Sound sound, Threshold threshold, long first, long last, ScoreBytes percent) {
    /** Scores that do not change any more. */
    public static final class ScoreBytes {
        private final byte[] bytes;

        ScoreBytes(byte[] bytes) {
            this.bytes = bytes;
        }

        /** How many. */
        public int size() {
            return bytes.length;
        }

        /** One of them, 0 to 1. */
        public float at(int index) {
            return bytes[index] / 100f;
        }
    }
}
