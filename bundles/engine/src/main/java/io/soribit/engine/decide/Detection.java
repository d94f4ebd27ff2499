// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.decide;

import io.soribit.api.Alternative;
import io.soribit.api.Phase;
import io.soribit.api.Sound;
import java.util.List;
import java.util.Map;

/**
 * A sound in one stream of audio, as it starts, changes and ends. Times are samples.
 *
 * @param key the same object in all phases of one detection
 * @param phase start, update or end
 * @param sound what it is
 * @param onset first sample of the sound, as estimated
 * @param end sample after its last, as estimated; meaningful with phase END only
 * @param score highest smoothed score so far
 * @param alternatives what else scored then
 * @param levelDb loudest level so far
 * @param decided end of the audio that decided this phase
 * @param evidence what the detector measured
 */
public record Detection(
        Object key,
        Phase phase,
        Sound sound,
        long onset,
        long end,
        float score,
        List<Alternative> alternatives,
        float levelDb,
        long decided,
        Map<String, Double> evidence) {
    /** Receives detections on the thread that decides. */
    @FunctionalInterface
    public interface Sink {
        void detected(Detection detection);

        /** Whether scores are of interest, too. */
        default boolean wantsScores() {
            return false;
        }

        /** Receives scores that were near a threshold. */
        default void scored(ScoredSpan span) {}
    }
}
