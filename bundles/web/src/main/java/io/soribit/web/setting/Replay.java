// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.setting;

import io.soribit.api.score.ScoreTrace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Replays scores as if the threshold had been another one. */
final class Replay {
    /** The engine's pause that ends a sound, unless a model says otherwise. */
    private static final Duration HOLD = Duration.ofSeconds(3);

    private Replay() {}

    /** When the sound would have begun to count. */
    static List<Instant> onsets(List<ScoreTrace> traces, float threshold) {
        List<Instant> onsets = new ArrayList<>();
        for (ScoreTrace trace : traces) {
            add(trace, threshold, onsets);
        }
        return onsets;
    }

    private static void add(ScoreTrace trace, float threshold, List<Instant> onsets) {
        float over = trace.offset() / Math.max(trace.onset(), Float.MIN_VALUE) * threshold;
        boolean active = false;
        Duration low = Duration.ZERO;
        for (int i = 0; i < trace.scores().size(); i++) {
            float score = trace.scores().get(i);
            if (!active && score >= threshold) {
                active = true;
                onsets.add(trace.start().plus(trace.step().multipliedBy(i)));
            }
            low = score < over ? low.plus(trace.step()) : Duration.ZERO;
            active &= low.compareTo(HOLD) < 0;
        }
    }

    /** The least threshold at which nothing is missing: less was not always kept. */
    static float least(List<ScoreTrace> traces) {
        return (float) traces.stream().mapToDouble(t -> t.onset() / 2).max().orElse(1);
    }
}
