// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.fake;

import io.soribit.engine.decide.DecisionSettings;
import io.soribit.engine.decide.Smoothing;
import io.soribit.engine.decide.ThresholdRules;
import io.soribit.engine.score.ScoringSettings;
import java.time.Duration;

/** Windows half a second apart, of which two are smoothed over: easy to reckon with. */
public final class HalfSeconds {
    public static final DecisionSettings DECISION =
            new DecisionSettings(
                    Smoothing.MEAN,
                    Duration.ofSeconds(1),
                    Duration.ZERO,
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(2),
                    ThresholdRules.NONE);
    public static final ScoringSettings SCORING =
            new ScoringSettings(Duration.ofMillis(500), DECISION);

    private HalfSeconds() {}

    /** Windows with another hop. */
    public static ScoringSettings every(Duration hop) {
        return new ScoringSettings(hop, DECISION);
    }
}
