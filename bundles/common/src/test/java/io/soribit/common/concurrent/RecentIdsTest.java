// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RecentIdsTest {
    @Test
    void theOldestGivesWay() {
        RecentIds ids = new RecentIds(2);
        assertThat(ids.add("a")).isTrue();
        assertThat(ids.add("b")).isTrue();
        assertThat(ids.add("a")).isFalse();
        assertThat(ids.add("c")).isTrue();
        assertThat(ids.contains("a")).isFalse();
        assertThat(ids.contains("b")).isTrue();
        assertThat(ids.add("a")).isTrue();
    }

    @Test
    void ofAMapTheEntryThatWasAddedFirstGivesWayHoweverOftenItWasReplacedOrRead() {
        Map<String, Integer> map = new BoundedMap<>(2);
        map.put("a", 1);
        map.put("b", 2);
        map.put("a", 3);
        assertThat(map.get("a")).isEqualTo(3);
        map.computeIfAbsent("c", key -> 4);
        assertThat(map).containsExactly(Map.entry("b", 2), Map.entry("c", 4));
        assertThatThrownBy(() -> new BoundedMap<>(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
