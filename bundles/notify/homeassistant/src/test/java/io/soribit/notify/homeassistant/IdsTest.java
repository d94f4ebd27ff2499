// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdsTest {
    @Test
    void plainNamesStayAsTheyAre() {
        assertThat(Ids.hub("hub")).isEqualTo("soribit_hub");
        assertThat(Ids.room("hub", "kitchen")).isEqualTo("soribit_hub_kitchen");
        assertThat(Ids.room("hub", "Room2")).isEqualTo("soribit_hub_Room2");
    }

    @Test
    void otherNamesGiveIdsThatHomeAssistantTakes() {
        assertThat(Ids.room("hub", "거실")).isEqualTo("soribit_hub_-ac70--c2e4-");
        assertThat(Ids.room("hub", "living room")).isEqualTo("soribit_hub_living-20-room");
        assertThat(Ids.room("위층", "방 1 🛏 é")).matches("[A-Za-z0-9_-]+").startsWith("soribit_-");
    }

    @Test
    void noTwoNamesGiveOneId() {
        List<String> names =
                List.of(
                        "a",
                        "A",
                        "a b",
                        "a_b",
                        "a-b",
                        "a--b",
                        "a.b",
                        "ab",
                        "a-20-b",
                        "a--20--b",
                        " a",
                        "a ",
                        "거실",
                        "거 실",
                        "-ac70--c2e4-",
                        "é",
                        "e\u0301",
                        "-",
                        "--",
                        "_");
        Set<String> ids = new HashSet<>();
        names.forEach(room -> ids.add(Ids.room("hub", room)));
        names.forEach(hub -> ids.add(Ids.hub(hub)));
        names.forEach(hub -> ids.add(Ids.room(hub, "hub")));
        assertThat(ids).hasSize(3 * names.size());
    }

    @Test
    void entityIdsCanBeRead() {
        assertThat(Ids.readable("Living room")).isEqualTo("living_room");
        assertThat(Ids.readable("거실")).isEqualTo("거실");
    }
}
