// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogTextTest {
    @Test
    void itHasNoControlCharacters() {
        assertThat(LogText.of("a\nERROR forged \u001b[31m \u2028 \u009b \r 소리"))
                .isEqualTo("a?ERROR forged ?[31m ? ? ? 소리");
        assertThat(LogText.of(null)).isEqualTo("null");
    }

    @Test
    void itIsCutBetweenCharacters() {
        assertThat(LogText.of("y".repeat(200))).isEqualTo("y".repeat(200));
        assertThat(LogText.of("y".repeat(201))).isEqualTo("y".repeat(200) + "…");
        assertThat(LogText.of("y".repeat(199) + "🔔")).isEqualTo("y".repeat(199) + "…");
        assertThat(LogText.line("abcd", 3)).isEqualTo("abc…");
    }
}
