// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private final Timeline timeline = new Timeline(16_000, 5_000);

    @Test
    void samplesCountFromTheOpening() {
        assertThat(timeline.at(24_000)).isEqualTo(Instant.ofEpochMilli(6_500));
    }

    @Test
    void smallDriftIsLeftAndLargeDriftIsFollowed() {
        timeline.arrived(16_000, 6_900);
        assertThat(timeline.at(0)).isEqualTo(Instant.ofEpochMilli(5_000));
        timeline.arrived(16_000, 9_000);
        assertThat(timeline.at(16_000)).isEqualTo(Instant.ofEpochMilli(9_000));
    }

    @Test
    void mixesToMonoAndSilencesWhatIsNoNumber() {
        float[] mono = new float[2];
        assertThat(Mono.mix(new float[] {1, 0, Float.NaN, 1}, 4, 2, mono)).isEqualTo(2);
        assertThat(mono).containsExactly(0.5f, 0);
    }
}
