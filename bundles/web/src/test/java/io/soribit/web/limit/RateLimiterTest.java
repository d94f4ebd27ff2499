// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
    private Duration now = Duration.ZERO;
    private final RateLimiter limiter = new RateLimiter(2, Duration.ofSeconds(5), () -> now);

    @Test
    void aBurstIsAllowedAndThenOneRequestPerPeriod() {
        assertThat(limiter.allows("a")).isTrue();
        assertThat(limiter.allows("a")).isTrue();
        assertThat(limiter.allows("a")).isFalse();
        now = Duration.ofSeconds(5);
        assertThat(limiter.allows("a")).isTrue();
        assertThat(limiter.allows("a")).isFalse();
    }

    @Test
    void keysAreLimitedIndependently() {
        limiter.allows("a");
        limiter.allows("a");
        assertThat(limiter.allows("b")).isTrue();
        assertThat(limiter.allows("a")).isFalse();
    }

    @Test
    void manyKeysDoNotGrantAnActiveOneMore() {
        limiter.allows("a");
        limiter.allows("a");
        for (int i = 0; i < 1000; i++) {
            limiter.allows("other" + i);
            assertThat(limiter.allows("a")).isFalse();
        }
    }
}
