// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

import java.time.Duration;

/**
 * For how long a microphone has been far quieter than it ever is by itself. Its own noise is
 * learnt: the quietest second from which it came back. Only what is also close to digital silence
 * counts: a room may become much quieter, a working microphone hardly that quiet. Not thread-safe.
 */
final class OwnNoise {
    private static final double BELOW_DB = 10;
    private static final double HARDLY_ANY_DB = -88;
    private static final double NOTHING_DB = -119;
    private static final double UNKNOWN = 200;
    private static final int LEARNING_SECONDS = 5;

    private double floorDb = UNKNOWN;
    private double lowestDb = UNKNOWN;
    private double squares;
    private int filled;
    private int seconds;
    private int tooQuiet;

    /**
     * Takes the next samples, without DC offset.
     *
     * @param most so long a silence is not the microphone's own; zero if any may be
     */
    void add(float[] mono, int count, int sampleRate, Duration most) {
        for (int i = 0; i < count; i++) {
            squares += mono[i] * mono[i];
            if (++filled >= sampleRate) {
                second(10 * Math.log10(squares / filled + 1e-20), most);
                squares = 0;
                filled = 0;
            }
        }
    }

    private void second(double levelDb, Duration most) {
        if (++seconds > LEARNING_SECONDS && levelDb < Math.min(HARDLY_ANY_DB, floorDb - BELOW_DB)) {
            tooQuiet++;
            lowestDb = Math.min(lowestDb, levelDb);
            return;
        }
        boolean lasted = lasts(most);
        learn(levelDb);
        learn(lasted ? UNKNOWN : lowestDb);
        lowestDb = UNKNOWN;
        tooQuiet = 0;
    }

    private void learn(double levelDb) {
        floorDb = levelDb < NOTHING_DB ? floorDb : Math.min(floorDb, levelDb);
    }

    /** Whether it has lasted for a time; never if that is zero. */
    boolean lasts(Duration time) {
        return !time.isZero() && tooQuiet >= time.toSeconds();
    }
}
