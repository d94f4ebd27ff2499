// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoomsTest {
    @Test
    void namesInAnyLanguageAreKept() {
        assertThat(Rooms.check("living room")).isEqualTo("living room");
        assertThat(Rooms.check("거실")).isEqualTo("거실");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "a/b#", "a+b", "house", "a\nb", "\"a\""})
    void whatCannotBeATopicIsRefused(String room) {
        assertThatThrownBy(() -> Rooms.check(room))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("room");
    }
}
