// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartPaceTest {
    private final ManualClock clock = new ManualClock();
    private final List<Duration> waits = new ArrayList<>();
    private final StartPace pace = new StartPace(clock, waits::add);

    @Test
    void aSourceOfItsOwnNeverWaits() throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            pace.await();
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(waits).isEmpty();
    }

    @Test
    void twoHundredSourcesStartOneAfterTheOtherWithinFortySeconds() throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            pace.await();
        }
        assertThat(waits).hasSize(196).isSorted().doesNotHaveDuplicates();
        assertThat(waits.get(195)).isLessThanOrEqualTo(Duration.ofSeconds(40));
    }
}
