// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.room;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoomTopicsTest {
    @ParameterizedTest
    @ValueSource(strings = {"hall", "거실", "living room", "50%", "a%zz", "🛏", "House"})
    void aNameThatCanBeALevelStays(String room) {
        assertThat(RoomTopics.level(room)).isEqualTo(room);
    }

    @ParameterizedTest
    @CsvSource({
        "floor2/room214, floor2%2Froom214",
        "a/b#, a%2Fb%23",
        "a%2Fb%23, a%252Fb%2523",
        "a+b, a%2Bb",
        "house, %68ouse",
        "alert, %61lert",
        "$SYS, %24SYS",
        "%, %25"
    })
    void otherCharactersAreEncoded(String room, String level) {
        assertThat(RoomTopics.level(room)).isEqualTo(level);
    }

    @Test
    void controlCharactersAreEncoded() {
        assertThat(RoomTopics.level("a\nb\u0000\u0085")).isEqualTo("a%0Ab%00%C2%85");
        assertThat(RoomTopics.level("")).isEqualTo("%");
    }

    /** Names of the characters that matter, mostly; with a fixed seed. */
    @Test
    void eachNameHasAValidLevelOfItsOwn() {
        String characters = "ab/+#%25-F$\"\n\u0000\uD800\uDC00가";
        Random random = new Random(7);
        Map<String, String> rooms = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            StringBuilder room = new StringBuilder();
            for (int k = random.nextInt(7); k > 0; k--) {
                room.append(characters.charAt(random.nextInt(characters.length())));
            }
            String level = RoomTopics.level(room.toString());
            assertThat(rooms.merge(level, room.toString(), (a, b) -> a)).isEqualTo(room.toString());
            assertThat(level).doesNotContain("/", "+", "#", "\n", "\u0000").isNotEmpty();
            assertThat(new String(level.getBytes(UTF_8), UTF_8)).isEqualTo(level);
        }
    }

    @Test
    void aLongNameIsShortenedAndStaysUnique() {
        String one = RoomTopics.level("r".repeat(70_000) + "1");
        assertThat(one).hasSizeLessThan(200);
        assertThat(RoomTopics.level("r".repeat(70_000) + "2")).isNotEqualTo(one);
    }
}
