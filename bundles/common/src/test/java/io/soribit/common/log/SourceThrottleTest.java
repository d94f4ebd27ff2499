// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.common.time.MonotonicClock;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SourceThrottleTest {
    private Duration time = Duration.ofDays(7);
    private final MonotonicClock clock = () -> time;
    private final SourceThrottle throttle = new SourceThrottle(clock);

    private long logged(int lines, String source) {
        return IntStream.range(0, lines).filter(i -> throttle.isDue(source)).count();
    }

    @Test
    void eachSourceHasSomeLinesAMinute() {
        assertThat(logged(1_000, "a")).isEqualTo(10);
        assertThat(logged(1_000, "b")).isEqualTo(10);
        time = time.plusSeconds(59);
        assertThat(logged(1_000, "a")).isZero();
        time = time.plusSeconds(1);
        assertThat(logged(1_000, "a")).isEqualTo(10);
    }

    @Test
    void manySourcesDoNotFillTheLogTogether() {
        long all = IntStream.range(0, 100_000).filter(i -> throttle.isDue("a" + i)).count();
        assertThat(all).isEqualTo(100);
        time = time.plusSeconds(60);
        assertThat(throttle.isDue("a1")).isTrue();
    }
}
