// SPDX-License-Identifier: Apache-2.0
package io.soribit.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.score.SoundPicture;
import io.soribit.testkit.AlertBuilder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureTableTest {
    private static final Instant NOW = Instant.parse("2026-03-01T20:15:30Z");

    @TempDir Path folder;
    private AlertHistory history;
    private StoredTimeline timeline;

    @BeforeEach
    void open() {
        open(NOW, true);
    }

    private void open(Instant now, boolean pictures) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        Path file = folder.resolve("history.db");
        history = new AlertHistory(file, clock, Duration.ofDays(90), 1L << 30, pictures);
        timeline = new StoredTimeline(history);
    }

    @AfterEach
    void close() {
        history.close();
    }

    private static SoundPicture picture(String room, Instant start) {
        List<Integer> levels = new ArrayList<>();
        for (int i = 0; i < 40 * 88; i++) {
            levels.add(i % 101);
        }
        return new SoundPicture(
                room, "doorbell", start, Duration.ofMillis(80), 40, 90.5f, 7_500, levels);
    }

    /** A doorbell in the hall. */
    private void raise(String id, Instant time) {
        history.add(
                new AlertChange(
                        AlertBuilder.alert(id).rooms("Hall").build(), AlertState.RAISED, time, ""),
                List.of());
    }

    private List<SoundPicture> find() {
        return timeline.pictures("doorbell", NOW.minusSeconds(60), NOW.plusSeconds(60));
    }

    @Test
    void thePictureOfAnAlertIsKeptAsItIs() {
        raise("a", NOW);
        SoundPicture bell = picture("Hall", NOW.minusSeconds(2));
        timeline.keep(bell);
        assertThat(find()).containsExactly(bell);
        assertThat(timeline.pictures("doorbell", NOW.plusSeconds(6), NOW.plusSeconds(60)))
                .isEmpty();
        assertThat(timeline.keepsPictures()).isTrue();
    }

    @Test
    void whatRaisedNoAlertThereIsNotKept() {
        raise("a", NOW);
        timeline.keep(picture("Kitchen", NOW.minusSeconds(2)));
        timeline.keep(picture("Hall", NOW.minusSeconds(40)));
        timeline.keep(picture("Hall", NOW.plusSeconds(1)));
        assertThat(find()).isEmpty();
    }

    @Test
    void ofSeveralDetectorsOnePictureIsEnough() {
        raise("a", NOW);
        timeline.keep(picture("Hall", NOW.minusSeconds(2)));
        timeline.keep(picture("Hall", NOW.minusSeconds(1)));
        assertThat(find()).hasSize(1);
    }

    @Test
    void whoWantsNoneHasNoneAndThoseOfBeforeAreRemoved() {
        raise("a", NOW);
        timeline.keep(picture("Hall", NOW.minusSeconds(2)));
        history.close();
        open(NOW, false);
        raise("b", NOW.plusSeconds(9));
        timeline.keep(picture("Hall", NOW.plusSeconds(8)));
        assertThat(find()).isEmpty();
        assertThat(timeline.keepsPictures()).isFalse();
    }

    @Test
    void afterTwoWeeksTheyAreForgotten() {
        raise("a", NOW);
        timeline.keep(picture("Hall", NOW.minusSeconds(2)));
        history.close();
        open(NOW.plus(ScoreTable.AGE).plusSeconds(1), true);
        raise("b", NOW.plus(ScoreTable.AGE));
        assertThat(find()).isEmpty();
    }
}
