// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Windows of 10 samples every 2. */
class RecentScoresTest {
    private final RecentScores recent = new RecentScores(2);
    private final float[] highest = new float[2];

    @Test
    void theHighestOfTheWindowsThatLieInALongerOneCounts() {
        for (int i = 0; i < 20; i++) {
            recent.add(2 * i, 2 * i + 10, new float[] {i == 3 ? 0.9f : 0.1f, i == 9 ? 0.8f : 0});
        }
        assertThat(recent.highest(6, 26, 0, highest)).isTrue();
        assertThat(highest).containsExactly(0.9f, 0);
        assertThat(recent.highest(8, 28, 0, highest)).isTrue();
        assertThat(highest).containsExactly(0.1f, 0.8f);
    }

    @Test
    void ofWindowsAsLongAsTheOtherTheNearestCounts() {
        recent.add(0, 10, new float[] {0.9f, 0});
        recent.add(2, 12, new float[] {0.2f, 0});
        assertThat(recent.highest(3, 13, 1, highest)).isTrue();
        assertThat(highest).containsExactly(0.2f, 0);
    }

    @Test
    void whereNoneLiesWithinTheLastWhoseMiddleDoesCounts() {
        recent.add(0, 10, new float[] {0.9f, 0});
        recent.add(20, 30, new float[] {0.4f, 0});
        assertThat(recent.highest(4, 14, 0, highest)).isTrue();
        assertThat(highest).containsExactly(0.9f, 0);
        assertThat(recent.highest(40, 50, 0, highest)).isFalse();
    }

    @Test
    void onlyTheLastAreKept() {
        for (int i = 0; i < 100; i++) {
            recent.add(2 * i, 2 * i + 10, new float[] {1, 1});
        }
        assertThat(recent.highest(0, 20, 0, highest)).isFalse();
        assertThat(recent.highest(180, 210, 0, highest)).isTrue();
    }
}
