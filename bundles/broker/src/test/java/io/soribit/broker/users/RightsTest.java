// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RightsTest {
    @ParameterizedTest
    @CsvSource({
        "a/b, a/b, true", "a/b, a/c, false", "a/b, a, false", "a/b, a/b/c, false",
        "a/+, a/b, true", "a/+, a/+, true", "a/+, a/#, false", "a/+, a, false",
        "a/+, a/b/c, false", "a/+, a/, true", "a/#, a, true", "a/#, a/b/c, true",
        "a/#, a/#, true", "a/#, a/+/c, true", "a/#, #, false", "a/#, +/b, false",
        "a/#, ab, false", "+/b, #, false", "+/b, +/b, true", "+/b, a/+, false",
        "#, #, true", "#, a/b, true", "#, $SYS/#, false", "$SYS/#, $SYS/a, true",
        "+/a, $SYS/a, false", "a/b, a/+, false", "a/b, a/#, false"
    })
    void rightCoversAFilterOnlyWithAllThatItMatches(String right, String filter, boolean covered) {
        assertThat(Rights.covers(right, filter)).isEqualTo(covered);
    }

    @Test
    void noTopicOfACoveredFilterLiesOutside() {
        Random random = new Random(7);
        String[] levels = {"a", "b", "+", "#"};
        int covered = 0;
        for (int i = 0; i < 20_000; i++) {
            String right = filter(random, levels);
            String filter = filter(random, levels);
            if (Rights.covers(right, filter)) {
                covered++;
                for (String topic : List.of("a", "b", "a/a", "a/b", "b/a", "b/b/a", "a/a/a/b")) {
                    assertThat(!matches(filter, topic) || matches(right, topic))
                            .as(right + " covers " + filter + " but not " + topic)
                            .isTrue();
                }
            }
        }
        assertThat(covered).isGreaterThan(1_000);
    }

    private static String filter(Random random, String[] levels) {
        List<String> all =
                IntStream.rangeClosed(0, random.nextInt(3))
                        .mapToObj(i -> levels[random.nextInt(4)])
                        .toList();
        int end = all.indexOf("#");
        return String.join("/", end < 0 ? all : all.subList(0, end + 1));
    }

    /** As MQTT says it, by a regular expression. */
    private static boolean matches(String filter, String topic) {
        String expression =
                filter.equals("#")
                        ? ".*"
                        : filter.replace("+", "[^/]*").replaceAll("/#$", "(/.*)?");
        return topic.matches(expression);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"all", "read", "read=a/#,b/+;write=c", "read=;write=a b/#", "read=a;write="})
    void isWrittenAsItIsRead(String text) {
        assertThat(Rights.parse(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "everything", "write=a/#/b", "read=a+", "read=a;read=b", "write"})
    void whatCannotBeUnderstoodIsRefused(String text) {
        assertThatThrownBy(() -> Rights.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "a.b.c, a/b/c",
        "a.*.c, a/+/c",
        "a.#, a/#",
        "a\\.b.c, a.b/c",
        "a\\*, a*",
        "a\\\\, a\\",
        "a.b::client.a.b, a/b"
    })
    void addressesOfArtemisAreReadAsTopics(String address, String topic) {
        assertThat(TopicRights.topic(address)).isEqualTo(topic);
    }
}
