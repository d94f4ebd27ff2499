// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.testkit.ManualClock;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlowLimitTest {
    private final ManualClock clock = new ManualClock();

    private static long admitted(FlowLimit limit, int messages, int size) {
        return IntStream.range(0, messages).filter(i -> limit.admits(size)).count();
    }

    @Test
    void messagesOfTwoSecondsMayComeAtOnce() {
        FlowLimit limit = new FlowLimit(1_000_000, 50, clock);
        assertThat(admitted(limit, 1_000, 10)).isEqualTo(100);
        clock.advance(Duration.ofMillis(500));
        assertThat(admitted(limit, 1_000, 10)).isEqualTo(25);
        clock.advance(Duration.ofHours(1));
        assertThat(admitted(limit, 1_000, 10)).isEqualTo(100);
    }

    @Test
    void bytesAreLimitedToo() {
        FlowLimit limit = new FlowLimit(32_000, 1_000, clock);
        assertThat(admitted(limit, 100, 6_400)).isEqualTo(10);
        clock.advance(Duration.ofSeconds(1));
        assertThat(admitted(limit, 100, 6_400)).isEqualTo(5);
    }

    /** Audio at its own pace is never dropped, however long it lasts. */
    @Test
    void aSteadyStreamPasses() {
        FlowLimit limit = new FlowLimit(40_000, 60, clock);
        for (int i = 0; i < 50_000; i++) {
            clock.advance(Duration.ofMillis(20));
            assertThat(limit.admits(672)).isTrue();
        }
    }
}
