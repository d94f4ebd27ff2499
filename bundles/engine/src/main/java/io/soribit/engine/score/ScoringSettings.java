// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import io.soribit.api.score.TaughtSound;
import io.soribit.engine.decide.DecisionSettings;
import java.time.Duration;
import java.util.List;

/**
 * How audio is scored.
 *
 * @param hop time from one window to the next, 50 ms to 10 s
 * @param decision how scores become events
 * @param taught sounds that are listened for beside those of the models
 */
public record ScoringSettings(Duration hop, DecisionSettings decision, List<TaughtSound> taught) {
    public static final ScoringSettings DEFAULT =
            new ScoringSettings(Duration.ofMillis(240), DecisionSettings.DEFAULT);

    public ScoringSettings {
        if (hop.toMillis() < 50 || hop.toMillis() > 10_000) {
            throw new IllegalArgumentException(
                    "a hop of " + hop.toMillis() + " ms: 50 to 10000 are supported");
        }
        taught = List.copyOf(taught);
    }

    /** Without taught sounds. */
    public ScoringSettings(Duration hop, DecisionSettings decision) {
        this(hop, decision, List.of());
    }

    /** The same with other taught sounds. */
    public ScoringSettings with(List<TaughtSound> sounds) {
        return new ScoringSettings(hop, decision, sounds);
    }

    public long hopSamples(int sampleRate) {
        return Math.round(hop.toNanos() * 1e-9 * sampleRate);
    }
}
