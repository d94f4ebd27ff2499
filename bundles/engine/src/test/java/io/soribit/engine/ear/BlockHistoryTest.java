// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.ear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Blocks of 50 samples at 1,000 samples a second. */
class BlockHistoryTest {
    private final BlockHistory blocks = new BlockHistory(1_000);

    @Test
    void levelIsThatOfTheLastHalfSecond() {
        assertThat(blocks.recentDb()).isEqualTo(-120);
        add(1f, 1_000, 0);
        assertThat(blocks.recentDb()).isCloseTo(0, within(0.01f));
        add(0.1f, 500, 0);
        assertThat(blocks.recentDb()).isCloseTo(-20, within(0.01f));
        add(0f, 500, 0);
        assertThat(blocks.recentDb()).isEqualTo(-120);
    }

    @Test
    void findsTheLoudestBlockOfARange() {
        add(0.01f, 500, 0);
        add(0.1f, 50, 0);
        add(0.01f, 500, 0);
        assertThat(blocks.maxDb(0, 500)).isCloseTo(-40, within(0.01f));
        assertThat(blocks.maxDb(0, 501)).isCloseTo(-20, within(0.01f));
        assertThat(blocks.maxDb(550, 1_050)).isCloseTo(-40, within(0.01f));
    }

    @Test
    void knowsWhenASampleArrived() {
        add(0f, 500, 10);
        add(0f, 500, 20);
        assertThat(blocks.arrivalOf(500)).isEqualTo(10);
        assertThat(blocks.arrivalOf(501)).isEqualTo(20);
        assertThat(blocks.arrivalOf(5_000)).isEqualTo(20);
    }

    private void add(float value, int length, long millis) {
        float[] samples = new float[length];
        Arrays.fill(samples, value);
        blocks.add(samples, length, millis);
    }
}
