// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitTest {
    @Test
    void opensAfterFiveFailuresInARowAndClosesWithASuccess() {
        Circuit circuit = new Circuit();
        for (int i = 1; i < Circuit.MOST_FAILURES; i++) {
            assertThat(circuit.failed()).isFalse();
        }
        assertThat(circuit.pause(0)).isEqualTo(Duration.ofMillis(500));
        assertThat(circuit.isOpen()).isFalse();
        assertThat(circuit.failed()).isTrue();
        assertThat(circuit.isOpen()).isTrue();
        assertThat(circuit.failed()).isFalse();
        assertThat(circuit.pause(0)).isEqualTo(Duration.ofSeconds(5));
        assertThat(circuit.succeeded()).isTrue();
        assertThat(circuit.isOpen()).isFalse();
        assertThat(circuit.succeeded()).isFalse();
    }

    @Test
    void pausesGrow() {
        Circuit circuit = new Circuit();
        assertThat(circuit.pause(0)).isLessThan(circuit.pause(1));
        assertThat(circuit.pause(1)).isLessThan(circuit.pause(2));
        assertThat(circuit.pause(9)).isEqualTo(circuit.pause(2));
    }
}
