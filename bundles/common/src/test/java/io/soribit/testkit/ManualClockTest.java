// SPDX-License-Identifier: Apache-2.0
package io.soribit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ManualClockTest {
    @Test
    void steppingTheWallClockLetsNoTimePass() {
        ManualClock clock = new ManualClock();
        Duration begin = clock.now();

        clock.stepWall(Duration.ofHours(-1));
        assertThat(clock.since(begin)).isZero();
        assertThat(clock.instant()).isEqualTo(ManualClock.START.minusSeconds(3600));

        clock.advance(Duration.ofSeconds(5));
        assertThat(clock.since(begin)).isEqualTo(Duration.ofSeconds(5));
        assertThat(clock.instant()).isEqualTo(ManualClock.START.minusSeconds(3595));
    }
}
