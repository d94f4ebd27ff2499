// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import io.soribit.api.Sound;
import java.util.List;
import java.util.Set;

/**
 * Whether the models of a room have lately heard an alarm, if faintly: what confirms the
 * provisional scores of another detector. Used by one thread at a time.
 */
public final class AlarmEvidence {
    private static final Set<String> ALARMS = Set.of("smoke_alarm", "co_alarm", "alarm");
    private static final float FAINT = 0.1f;

    /** The rest between the groups of a carbon monoxide alarm, and a window. */
    private static final int LASTS_SECONDS = 8;

    private final long lasts;
    private long heard = Long.MIN_VALUE / 2;

    public AlarmEvidence(int sampleRate) {
        lasts = (long) LASTS_SECONDS * sampleRate;
    }

    /**
     * Takes a window of a model.
     *
     * @param sounds one per score
     */
    void heard(long end, List<Sound> sounds, float[] scores) {
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] >= FAINT && ALARMS.contains(sounds.get(i).id())) {
                heard = Math.max(heard, end);
                return;
            }
        }
    }

    /**
     * Raises the provisional scores of a window above their threshold where a model agrees.
     *
     * @param scores of the detector's labels; not changed
     * @param raised receives them
     */
    void confirm(Tuning tuning, long end, float[] scores, float[] raised) {
        boolean agreed = Math.abs(end - heard) <= lasts;
        for (int i = 0; i < scores.length; i++) {
            float onset = tuning.thresholds().get(i).onset();
            boolean provisional = scores[i] < onset && scores[i] >= tuning.provisional().get(i);
            raised[i] = agreed && provisional ? (onset + 1) / 2 : scores[i];
        }
    }
}
