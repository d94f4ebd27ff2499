// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import java.util.Map;

/**
 * What becomes of the windows that one lane scores. Positions are samples of the segment. Used by
 * one thread at a time.
 */
public interface LaneDecision {
    /**
     * Another detector scores from the next window on, or the settings have changed.
     *
     * @param windowSamples that its windows cover; 0 if that is not known
     */
    void tune(InstalledDetector detector, ScoringSettings settings, int windowSamples);

    /** A window was scored. */
    void window(long start, long end, float[] scores);

    /** Where the sound of a label began. */
    void began(int label, long sample);

    /** What a label's scores rest on from the next window on. */
    void evidence(int label, Map<String, Double> evidence);

    /** Audio is missing: ends what is active, not later than a sample. */
    void interrupt(long limit);

    /** A window does not count: ends what is active, not later than a sample, if no other hears. */
    default void unheard(long limit) {
        interrupt(limit);
    }

    /** The lane scores no more: what only it hears ends, not later than a sample. */
    void leave(long limit);
}
