// SPDX-License-Identifier: Apache-2.0
package io.soribit.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.testkit.ManualClock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class HubStartTest {
    private final ManualClock clock = new ManualClock();
    private final AtomicBoolean missing = new AtomicBoolean(true);
    private final HubStart start = new HubStart(missing::get, clock);

    @Test
    void isOverOnceAllBundlesAreStarted() {
        assertThat(start.isOver()).isFalse();
        clock.advance(Duration.ofMinutes(4));
        assertThat(start.isOver()).isFalse();
        missing.set(false);
        assertThat(start.isOver()).isTrue();
        missing.set(true);
        assertThat(start.isOver()).isTrue();
    }

    @Test
    void aStartThatDoesNotEndCountsAsOver() {
        clock.advance(Duration.ofMinutes(5));
        assertThat(start.isOver()).isTrue();
    }
}
