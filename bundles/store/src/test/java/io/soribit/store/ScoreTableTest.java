// SPDX-License-Identifier: Apache-2.0
package io.soribit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.Timeline.Scored;
import io.soribit.api.score.ScoreTrace;
import io.soribit.testkit.AlertBuilder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreTableTest {
    private static final Instant NOW = Instant.parse("2026-03-01T20:15:30Z");

    @TempDir Path folder;
    private AlertHistory history;
    private StoredTimeline timeline;

    @BeforeEach
    void open() {
        open(NOW);
    }

    private void open(Instant now) {
        history =
                new AlertHistory(
                        folder.resolve("history.db"),
                        Clock.fixed(now, ZoneOffset.UTC),
                        Duration.ofDays(90),
                        1L << 30);
        timeline = new StoredTimeline(history);
    }

    @AfterEach
    void close() {
        history.close();
    }

    private static ScoreTrace trace(String room, String sound, Instant start, Float... scores) {
        return new ScoreTrace(
                room,
                sound,
                "model",
                "home-int8",
                start,
                Duration.ofMillis(240),
                0.5f,
                0.25f,
                List.of(scores));
    }

    private List<ScoreTrace> find(String sound, long fromSeconds, long toSeconds) {
        return timeline.scores(sound, NOW.plusSeconds(fromSeconds), NOW.plusSeconds(toSeconds));
    }

    @Test
    void whatIsReadIsWhatWasKept() {
        ScoreTrace bell = trace("Hall", "doorbell", NOW, 0f, 0.51f, 1f);
        timeline.keep(bell);
        timeline.keep(trace("Hall", "dog", NOW, 1f));
        assertThat(find("doorbell", -1, 1)).containsExactly(bell);
    }

    @Test
    void aTraceIsFoundByAnyPartOfIt() {
        Float[] ten = new Float[42];
        Arrays.fill(ten, 0.5f);
        timeline.keep(trace("Hall", "doorbell", NOW, ten));
        assertThat(find("doorbell", 9, 20)).hasSize(1);
        assertThat(find("doorbell", 10, 20)).isEmpty();
        assertThat(find("doorbell", -9, -1)).isEmpty();
    }

    @Test
    void ofEachSoundInEachRoomTheLatestAreKept() {
        timeline.keep(trace("Kitchen", "dog", NOW, 1f));
        for (int i = 0; i < ScoreTable.MOST + 5; i++) {
            timeline.keep(trace("Hall", "dog", NOW.plusSeconds(i), 1f));
        }
        List<ScoreTrace> all = find("dog", 0, 10_000);
        assertThat(all).hasSize(ScoreTable.MOST + 1);
        assertThat(all.get(0).room()).isEqualTo("Kitchen");
        assertThat(all.get(1).start()).isEqualTo(NOW.plusSeconds(5));
    }

    @Test
    void whereModelsScoredIsFoundAtOnce() {
        timeline.keep(trace("Kitchen", "dog", NOW, 1f));
        timeline.keep(trace("Hall", "dog", NOW, 1f));
        timeline.keep(trace("Hall", "dog", NOW.plusSeconds(5), 1f));
        timeline.keep(trace("Hall", "siren", NOW.minusSeconds(50), 1f));
        assertThat(timeline.scored(NOW.minusSeconds(1), NOW.plusSeconds(9)))
                .containsExactly(new Scored("Hall", "dog"), new Scored("Kitchen", "dog"));
    }

    @Test
    void afterTwoWeeksTheyAreForgotten() {
        timeline.keep(trace("Hall", "dog", NOW, 1f));
        history.close();
        open(NOW.plus(ScoreTable.AGE).plusSeconds(1));
        history.add(
                new AlertChange(AlertBuilder.alert("a").build(), AlertState.RAISED, NOW, ""),
                List.of());
        assertThat(find("dog", -1, 1)).isEmpty();
    }
}
