// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.score;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a sound looked like: how loud each band of pitches was, moment by moment. Too coarse to be
 * made audible again. The centres of the bands are evenly spaced on the mel scale, {@code 2595 *
 * log10(1 + hertz / 700)}.
 *
 * @param room that heard it
 * @param sound its id
 * @param start of the first column, by the wall clock
 * @param step from one column to the next
 * @param bands in each column
 * @param lowest centre of the lowest band, in Hz
 * @param highest centre of the highest band, in Hz
 * @param levels column after column, each from its lowest band to its highest: 0 is quiet, 100 the
 *     loudest of the picture
 */
public record SoundPicture(
        String room,
        String sound,
        Instant start,
        Duration step,
        int bands,
        float lowest,
        float highest,
        List<Integer> levels) {
    /** Most columns of a picture. */
    public static final int MOST_COLUMNS = 100;

    /** Most bands of a picture. */
    public static final int MOST_BANDS = 64;

    /**
     * Checks what it is given.
     *
     * @throws IllegalArgumentException if the levels are no whole columns, or too many
     */
    public SoundPicture {
        levels = List.copyOf(levels);
        int columns = bands < 1 ? 0 : levels.size() / bands;
        if (columns < 1 || columns > MOST_COLUMNS || bands > MOST_BANDS) {
            throw new IllegalArgumentException(
                    "a picture of " + sound + " with " + columns + " columns of " + bands);
        }
        if (levels.size() % bands != 0 || levels.stream().anyMatch(l -> l < 0 || l > 100)) {
            throw new IllegalArgumentException(
                    "a picture of " + sound + " that is broken off, or has levels beyond 0 to 100");
        }
    }

    /** How many columns it has. */
    public int columns() {
        return levels.size() / bands;
    }

    /** The end of the last column. */
    public Instant end() {
        return start.plus(step.multipliedBy(columns()));
    }
}
