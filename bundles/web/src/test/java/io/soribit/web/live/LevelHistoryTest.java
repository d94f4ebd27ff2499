// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.hub.SourceState;
import io.soribit.web.HubFixture;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LevelHistoryTest {
    private static final Instant NOW = Instant.parse("2026-03-01T20:15:30Z");
    private final HubFixture hub = new HubFixture();
    private final LevelHistory history = new LevelHistory();

    private void add(int seconds, float level) {
        hub.source("Hall", SourceState.LISTENING, "", level, NOW);
        history.add(Status.of(hub, null, NOW.plusSeconds(seconds)));
    }

    @Test
    void eachTenSecondsHaveTheirLoudestLevelAndGapsAreNull() {
        add(0, -50);
        add(9, -40);
        add(5, -60);
        add(10, -55);
        add(35, -30);
        assertThat(history.all().get("mic-hall")).containsExactly(-40f, -55f, null, -30f);
    }

    @Test
    void itHoldsTenMinutesAndForgetsSourcesThatAreGone() {
        for (int i = 0; i < 700; i++) {
            add(i, -i / 10f);
        }
        assertThat(history.all().get("mic-hall"))
                .hasSize(LevelHistory.PERIODS)
                .endsWith(-69f)
                .startsWith(-10f);
        add(100_000, -20);
        assertThat(history.all().get("mic-hall")).hasSize(LevelHistory.PERIODS).endsWith(-20f);
        hub.sources.clear();
        history.add(Status.of(hub, null, NOW.plusSeconds(100_001)));
        assertThat(history.all()).isEmpty();
    }

    @Test
    void aLostSourceAndAClockThatIsSetBackLeaveNoWrongLevels() {
        add(60, -50);
        hub.source("Hall", SourceState.LOST, "unplugged", -120, NOW);
        history.add(Status.of(hub, null, NOW.plusSeconds(70)));
        assertThat(history.all().get("mic-hall")).containsExactly(-50f, null);
        add(-3600, -45);
        assertThat(history.all().get("mic-hall")).containsExactly(-45f);
    }
}
