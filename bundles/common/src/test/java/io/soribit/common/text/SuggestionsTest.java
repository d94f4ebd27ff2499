// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {
    @ParameterizedTest
    @CsvSource({
        "room, room, 0", "Room, room, 0", "sample-rate, sample_rate, 0", "rom, room, 1",
        "rooom, room, 1", "roam, room, 1", "kitten, sitting, 3", "'', abc, 3"
    })
    void countsSlips(String one, String other, int slips) {
        assertThat(Suggestions.distance(one, other)).isEqualTo(slips);
        assertThat(Suggestions.distance(other, one)).isEqualTo(slips);
    }

    @Test
    void namesTheNearestFirstAndNothingThatIsFar() {
        List<String> known = List.of("device", "room", "broom", "sample_rate", "id");
        assertThat(Suggestions.to("rooms", known)).containsExactly("room", "broom");
        assertThat(Suggestions.to("samplerate", known)).containsExactly("sample_rate");
        assertThat(Suggestions.to("colour", known)).isEmpty();
    }
}
