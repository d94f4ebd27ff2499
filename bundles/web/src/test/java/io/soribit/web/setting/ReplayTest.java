// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.setting;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.score.ScoreTrace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final Instant NOW = Instant.parse("2026-03-01T20:15:30Z");

    private static ScoreTrace trace(Float... scores) {
        return new ScoreTrace(
                "Hall",
                "dog",
                "model",
                "home-int8",
                NOW,
                Duration.ofSeconds(1),
                0.6f,
                0.3f,
                List.of(scores));
    }

    private static List<Instant> onsets(float threshold, Float... scores) {
        return Replay.onsets(List.of(trace(scores)), threshold);
    }

    @Test
    void aSoundCountsFromTheFirstScoreThatReachesTheThreshold() {
        assertThat(onsets(0.6f, .1f, .5f, .6f, .9f)).containsExactly(NOW.plusSeconds(2));
        assertThat(onsets(0.5f, .1f, .5f, .6f, .9f)).containsExactly(NOW.plusSeconds(1));
        assertThat(onsets(0.95f, .1f, .5f, .6f, .9f)).isEmpty();
    }

    @Test
    void aShortPauseIsPartOfItAndALongOneIsNot() {
        assertThat(onsets(0.6f, .9f, .1f, .1f, .9f)).hasSize(1);
        assertThat(onsets(0.6f, .9f, .1f, .1f, .1f, .9f)).hasSize(2);
        assertThat(onsets(0.6f, .9f, .4f, .4f, .4f, .9f)).as("above the offset").hasSize(1);
        assertThat(onsets(0.9f, .9f, .4f, .4f, .4f, .9f)).as("which moves along").hasSize(2);
    }

    @Test
    void belowHalfOfTheThresholdNotAllIsKept() {
        assertThat(Replay.least(List.of(trace(.9f)))).isEqualTo(0.3f);
    }
}
