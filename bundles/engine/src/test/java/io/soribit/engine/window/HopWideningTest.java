// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HopWideningTest {
    private static final long HOP = 500;
    private final HopWidening widening = new HopWidening();

    @Test
    void staysNarrowWhileThereIsRoom() {
        assertThat(widening.update(100, 400, 2, 2, HOP)).isEqualTo(1);
    }

    @Test
    void widensAsFarAsItMustAndNoFurtherThanEight() {
        assertThat(widening.update(0, 500, 3, 1, HOP)).isEqualTo(3);
        assertThat(widening.update(0, 500, 100, 1, HOP)).isEqualTo(8);
    }

    @Test
    void narrowsOnlyWhenThereIsClearlyRoom() {
        widening.update(0, 500, 3, 1, HOP);
        assertThat(widening.update(0, 330, 3, 1, HOP)).isEqualTo(3);
        assertThat(widening.update(0, 250, 3, 1, HOP)).isEqualTo(2);
        assertThat(widening.update(0, 100, 3, 1, HOP)).isEqualTo(1);
    }

    @Test
    void narrowsWhenEarsLeave() {
        widening.update(0, 500, 8, 1, HOP);
        assertThat(widening.update(0, 300, 1, 1, HOP)).isEqualTo(1);
    }
}
