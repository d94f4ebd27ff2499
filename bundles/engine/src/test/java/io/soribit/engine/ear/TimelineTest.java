// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private final Timeline timeline = new Timeline(16_000, 5_000);

    @Test
    void samplesCountFromTheOpening() {
        assertThat(timeline.at(24_000)).isEqualTo(Duration.ofMillis(6_500));
    }

    @Test
    void smallDriftIsLeftAndLargeDriftIsFollowed() {
        timeline.arrived(16_000, 6_900);
        assertThat(timeline.at(0)).isEqualTo(Duration.ofMillis(5_000));
        timeline.arrived(16_000, 9_000);
        assertThat(timeline.at(16_000)).isEqualTo(Duration.ofMillis(9_000));
    }

    @Test
    void microphonesWhoseClocksDriftStayTogetherForADay() {
        Timeline fast = new Timeline(16_000, 0);
        Timeline slow = new Timeline(16_000, 0);
        for (long millis = 0; millis < 86_400_000; millis += 100) {
            long late = millis / 100 % 7 * 15; // arrivals come in bursts
            long fastWritten = Math.round(millis * 16 * (1 + 50e-6));
            long slowWritten = Math.round(millis * 16 * (1 - 50e-6));
            fast.arrived(fastWritten, millis + late);
            slow.arrived(slowWritten, millis + (90 - late));
            long apart = fast.at(fastWritten).minus(slow.at(slowWritten)).abs().toMillis();
            assertThat(apart).isLessThan(150);
        }
    }

    @Test
    void measuresHowFastAClockIs() {
        Timeline fast = new Timeline(16_000, 0);
        for (long millis = 0; millis < 290_000; millis += 100) {
            fast.arrived(Math.round(millis * 16 * (1 + 300e-6)), millis + millis / 100 % 7 * 15);
        }
        assertThat(fast.driftPpm()).isNull();
        for (long millis = 290_000; millis < 1_200_000; millis += 100) {
            fast.arrived(Math.round(millis * 16 * (1 + 300e-6)), millis + millis / 100 % 7 * 15);
        }
        assertThat(fast.driftPpm()).isBetween(280.0, 320.0);
        fast.arrived(16_000 * 1_200L, 1_300_000); // the stream was interrupted
        assertThat(fast.driftPpm()).isNull();
    }
}
