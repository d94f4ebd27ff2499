// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StageTimesTest {
    private final StageTimes times = new StageTimes();

    private void windows(int count, long features, long inference, long decision) {
        for (int i = 0; i < count; i++) {
            times.features(features);
            times.scored(inference, decision);
        }
    }

    @Test
    void nothingIsKnownBeforeTheFirstWindow() {
        assertThat(times.windowNanos()).isZero();
        assertThat(times.medianNanos()).isZero();
    }

    @Test
    void oneWindowThatWasHeldUpChangesTheMeanAndNotTheMedian() {
        windows(5, 100, 20, 3);
        windows(1, 100, 6_000_020, 3);
        windows(3, 100, 20, 3);
        assertThat(times.windowNanos()).isGreaterThan(600_000);
        assertThat(times.medianNanos()).isEqualTo(123);
    }

    @Test
    void whatIsSlowForSeveralWindowsIsSlow() {
        windows(32, 1, 1, 1);
        windows(20, 1_000, 200, 30);
        assertThat(times.medianNanos()).isEqualTo(1_230);
    }
}
