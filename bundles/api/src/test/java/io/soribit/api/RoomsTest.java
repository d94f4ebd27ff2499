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
    @ValueSource(
            strings = {
                "", " ", "a/b#", "a+b", "house", "a\nb", "\"a\"", "/a", "a/", "a//b", "a/ b", "a/.",
                "../a", "a/*", "house/a", "a/house"
            })
    void whatCannotBeATopicIsRefused(String room) {
        assertThatThrownBy(() -> Rooms.check(room))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("room");
    }

    @Test
    void whatIsBeforeTheLastSlashIsTheZone() {
        assertThat(Rooms.check("floor2/room214")).isEqualTo("floor2/room214");
        assertThat(Rooms.check("동관/2층/214호")).isEqualTo("동관/2층/214호");
        assertThat(Rooms.zone("동관/2층/214호")).isEqualTo("동관/2층");
        assertThat(Rooms.zone("floor2/room214")).isEqualTo("floor2");
        assertThat(Rooms.zone("hall")).isEmpty();
    }

    @Test
    void anEntryMeansARoomOrAllOfAZone() {
        assertThat(Rooms.covers("hall", "hall")).isTrue();
        assertThat(Rooms.covers("floor2/*", "floor2/room214")).isTrue();
        assertThat(Rooms.covers("east/*", "east/floor2/room214")).isTrue();
        assertThat(Rooms.covers("floor2/*", "floor22/room1")).isFalse();
        assertThat(Rooms.covers("floor2/*", "floor2")).isFalse();
        assertThat(Rooms.covers("floor2", "floor2/room214")).isFalse();
        assertThat(Rooms.covers("*", "hall")).isFalse();
    }
}
