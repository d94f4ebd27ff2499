// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.window;

import io.soribit.engine.decide.Levels;

/**
 * Plausibility of scores: they are finite numbers, and those of a model do not stay exactly the
 * same for a minute in which the room was both quiet and loud. A detector of one kind of sound may:
 * it says nothing of any other. Not thread-safe.
 */
public final class ScoreCheck {
    private static final int STILL_SECONDS = 60;
    private static final float LOUDER_DB = 30;
    private static final float LOUD_DB = -35;

    private final Levels levels;
    private final boolean hearsAll;
    private final long longest;
    private float[] last = {};
    private long since;
    private float quietest;
    private float loudest;

    /**
     * @param hearsAll whether each sound changes the scores, as with a model
     */
    public ScoreCheck(int sampleRate, Levels levels, boolean hearsAll) {
        this.levels = levels;
        this.hearsAll = hearsAll;
        longest = (long) STILL_SECONDS * sampleRate;
    }

    /** What is wrong with the scores of a window; empty if nothing is. */
    public String problem(long start, long end, float[] scores) {
        boolean same = last.length == scores.length;
        last = same ? last : new float[scores.length];
        for (int i = 0; i < scores.length; i++) {
            if (!Float.isFinite(scores[i])) {
                last = new float[0];
                return "gives scores that are no numbers";
            }
            same &= last[i] == scores[i];
            last[i] = scores[i];
        }
        if (!same || !hearsAll) {
            since = end;
            quietest = Float.MAX_VALUE;
            loudest = Levels.SILENCE;
            return "";
        }
        float level = levels.maxDb(start, end);
        quietest = Math.min(quietest, level);
        loudest = Math.max(loudest, level);
        boolean changed = loudest >= LOUD_DB && loudest - quietest >= LOUDER_DB;
        boolean still = end - since >= longest && changed;
        return still ? "gives the same scores whatever sounds" : "";
    }
}
