// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EarlyAcknowledgementsTest {
    private final EarlyAcknowledgements early = new EarlyAcknowledgements();

    @Test
    void eachPersonWhoHasSeenAnAlertIsKept() {
        early.begin();
        assertThat(early.keep("a", "Ada")).isTrue();
        assertThat(early.keep("a", "Minsu")).isTrue();
        assertThat(early.keep("a", "Ada")).isTrue();
        assertThat(early.end()).containsExactly(Map.entry("a", "Ada"), Map.entry("a", "Minsu"));
        assertThat(early.keep("a", "Ada")).as("the store has answered").isFalse();
        assertThat(early.end()).isEmpty();
    }

    @Test
    void thereIsALimit() {
        early.begin();
        for (int i = 0; i < 100; i++) {
            assertThat(early.keep("alert" + i, "Ada")).isTrue();
        }
        assertThat(early.keep("another", "Ada")).isFalse();
        assertThat(early.keep("alert1", "Ada")).isTrue();
    }
}
