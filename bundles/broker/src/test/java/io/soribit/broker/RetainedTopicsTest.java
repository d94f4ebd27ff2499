// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.testkit.LogCapture;
import org.junit.jupiter.api.Test;

class RetainedTopicsTest {
    private static final String LONGEST = "t".repeat(RetainedTopics.LONGEST_TOPIC);

    @Test
    void longTopicsAreNotRetained() {
        RetainedTopics retained = new RetainedTopics(10, 1 << 20);
        assertThat(retained.retain(LONGEST, 1)).isTrue();
        assertThat(retained.retain(LONGEST + "t", 1)).isFalse();
        assertThat(retained.retain("t".repeat(65_535), 1)).isFalse();
        assertThat(retained.topics()).isEqualTo(1);
    }

    @Test
    void whatABrokerHoldsOnALongTopicCanBeDeleted() {
        assertThat(new RetainedTopics(10, 1 << 20).retain(LONGEST + "t", 0)).isTrue();
    }

    @Test
    void topicsCountAsTheirPayloadsDo() {
        RetainedTopics retained = new RetainedTopics(10, 10);
        assertThat(retained.retain("t/1", 2)).isTrue();
        assertThat(retained.retain("t/2", 3)).isFalse();
        assertThat(retained.retain("t/2", 2)).isTrue();
        assertThat(retained.retain("t/1", 2)).isTrue();
        assertThat(retained.retain("t/1", 3)).isFalse();
        retained.retain("t/1", 0);
        assertThat(retained.retain("t/3", 2)).isTrue();
    }

    @Test
    void charactersOfAllTopicsAreBounded() {
        RetainedTopics retained = new RetainedTopics(100_000, 64L << 20);
        for (int i = 0; i < 20_000; i++) {
            String topic = ("t/" + i + "/" + LONGEST).substring(0, LONGEST.length());
            assertThat(retained.retain(topic, 1)).isEqualTo(i < 16_384);
        }
        assertThat(retained.topics()).isEqualTo(16_384);
    }

    @Test
    void deletedTopicsMakeRoomForOthers() {
        RetainedTopics retained = new RetainedTopics(10, 100, 6);
        assertThat(retained.retain("t/1", 1)).isTrue();
        assertThat(retained.retain("t/1", 2)).isTrue();
        assertThat(retained.retain("t/2", 1)).isTrue();
        assertThat(retained.retain("t/3", 1)).isFalse();
        retained.retain("t/1", 0);
        retained.retain("t/1", 0);
        assertThat(retained.retain("t/3", 1)).isTrue();
        assertThat(retained.retain("t/1", 1)).isFalse();
    }

    @Test
    void whatEarlierRunsHaveRetainedIsBoundedToo() {
        RetainedTopics retained = new RetainedTopics(3, 20, 9);
        try (LogCapture log = LogCapture.by(RetainedTopics.class.getName())) {
            retained.add("t/1", 2);
            retained.add("t/1", 2);
            retained.add("t/2", 2);
            assertThat(log.lines()).isEmpty();
            retained.add(LONGEST + "t", 0);
            retained.add("t/long", 1);
            retained.add("t/3", 8);
            retained.add("t/4", 1);
            retained.add("t", 0);
            assertThat(retained.topics()).isEqualTo(3);
            assertThat(log.lines()).singleElement().asString().contains("counting 2 topics");
        }
        assertThat(retained.retain("t/4", 3)).isTrue();
    }
}
