// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

/**
 * The level below which a room lies three tenths of the time: a quantile that is tracked by steps
 * (stochastic approximation after Robbins and Monro, 1951). It rises by 0.3 dB a second at most, so
 * that what is loud for a while does not move it. Not thread-safe.
 */
final class NoiseFloor {
    private static final float QUANTILE = 0.3f;
    private static final float STEP_DB = 0.05f;
    private static final float FIRST_STEP_DB = 1;
    private static final int WARM_UP_BLOCKS = 200;

    private float db;
    private int blocks;

    /** Takes the level of the next block of 50 ms. */
    void add(float levelDb) {
        if (blocks == 0) {
            db = levelDb;
        }
        float step = known() ? STEP_DB : FIRST_STEP_DB;
        db += levelDb > db ? step * QUANTILE : levelDb < db ? step * (QUANTILE - 1) : 0;
        blocks += known() ? 0 : 1;
    }

    /** Whether it has heard the room for ten seconds. */
    boolean known() {
        return blocks >= WARM_UP_BLOCKS;
    }

    /** In dB below full scale. */
    float db() {
        return db;
    }
}
