// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.picture;

import io.soribit.api.score.SoundPicture;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** Collects rows of decibels, and makes columns of levels of them. Not thread-safe. */
final class PictureBuilder {
    static final int FRAMES_PER_COLUMN = 2;

    /** What is so much below the loudest is quiet, in dB. */
    private static final float RANGE = 60;

    private final int bands;
    private final List<float[]> columns = new ArrayList<>();
    private int frames;

    PictureBuilder(int bands) {
        this.bands = bands;
    }

    /** Takes the next row. */
    void add(FloatBuffer row) {
        boolean next = frames++ % FRAMES_PER_COLUMN == 0;
        if (columns.size() == SoundPicture.MOST_COLUMNS && next) {
            frames--;
            return;
        }
        if (next) {
            columns.add(new float[bands]);
        }
        float[] column = columns.get(columns.size() - 1);
        for (int band = 0; band < bands; band++) {
            float value = row.get(row.position() + band);
            column[band] = next ? value : Math.max(column[band], value);
        }
    }

    /** Column after column, 0 to 100. */
    List<Integer> levels() {
        float loudest = Float.NEGATIVE_INFINITY;
        for (float[] column : columns) {
            for (float value : column) {
                loudest = Math.max(loudest, value);
            }
        }
        List<Integer> levels = new ArrayList<>();
        for (float[] column : columns) {
            for (float value : column) {
                float level = 100 * (1 - (loudest - value) / RANGE);
                levels.add(Math.round(Math.max(0, Math.min(100, level))));
            }
        }
        return levels;
    }
}
