// SPDX-License-Identifier: Apache-2.0
package io.soribit.store;

import static io.soribit.testkit.AlertBuilder.alert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.api.Alert;
import io.soribit.api.Sound;
import io.soribit.api.Urgency;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.Timeline.Entry;
import io.soribit.api.hub.Timeline.Filter;
import io.soribit.api.hub.Timeline.Page;
import io.soribit.api.hub.Timeline.Verdict;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;

class TimelineTest {
    private static final Instant NOW = Instant.parse("2026-03-01T20:15:30Z");
    private static final int MANY = 100_000;
    private static final Sound DOG = sound("dog", Urgency.NOTICE);

    @TempDir Path folder;
    private AlertHistory history;
    private StoredTimeline timeline;

    @BeforeEach
    void open() {
        history =
                new AlertHistory(
                        folder.resolve("history.db"),
                        Clock.fixed(NOW, ZoneOffset.UTC),
                        Duration.ofDays(90),
                        1L << 30);
        timeline = new StoredTimeline(history);
    }

    @AfterEach
    void close() {
        history.close();
    }

    private static Sound sound(String id, Urgency urgency) {
        return new Sound(id, Map.of("en", id, "ko", id), "", "#A1887F", urgency, List.of());
    }

    private void raise(Alert alert, Instant time) {
        history.add(new AlertChange(alert, AlertState.RAISED, time, ""), List.of());
    }

    private void record(Alert alert, AlertState state, String who) {
        history.record(new AlertChange(alert, state, NOW, who));
    }

    private List<String> ids(Filter filter) {
        return timeline.page(filter, "", 100).entries().stream().map(e -> e.alert().id()).toList();
    }

    /** Makes a file of the version before the timeline. */
    static void dropTimeline(Statement statement) throws SQLException {
        statement.execute("DROP INDEX alert_time");
        statement.execute("DROP TABLE verdict");
        for (String column : List.of("label", "urgency", "rooms")) {
            statement.execute("ALTER TABLE alert DROP COLUMN " + column);
        }
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepetition() {
        for (int i = 0; i < 25; i++) {
            raise(alert("a" + i).build(), NOW.plusSeconds(i / 2)); // two in each second
        }
        List<String> seen = new ArrayList<>();
        String next = "";
        do {
            Page page = timeline.page(Filter.ALL, next, 10);
            page.entries().forEach(e -> seen.add(e.alert().id()));
            next = page.next();
        } while (!next.isEmpty());
        assertThat(seen)
                .hasSize(25)
                .doesNotHaveDuplicates()
                .startsWith("a24", "a23")
                .endsWith("a0");
        assertThatThrownBy(() -> timeline.page(Filter.ALL, "7; DROP TABLE alert", 10))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void filtersCombineAndTestsAreNotListed() {
        Alert bell = alert("bell").rooms("hall", "kitchen").build();
        Alert dog = alert("dog").sound(DOG).rooms("kitchen").build();
        raise(bell, NOW);
        raise(dog, NOW.plusSeconds(1));
        raise(alert("test").sound(Sound.TEST).build(), NOW.plusSeconds(2));
        record(bell, AlertState.ACKNOWLEDGED, "Minsu");

        assertThat(ids(Filter.ALL)).containsExactly("dog", "bell");
        assertThat(ids(new Filter("kitchen", null, null, false))).containsExactly("dog", "bell");
        assertThat(ids(new Filter("hall", null, null, false))).containsExactly("bell");
        assertThat(ids(new Filter("hal", null, null, false))).isEmpty();
        assertThat(ids(new Filter(null, "dog", null, false))).containsExactly("dog");
        assertThat(ids(new Filter(null, null, Urgency.URGENT, false))).containsExactly("bell");
        assertThat(ids(new Filter(null, null, null, true))).containsExactly("dog");
        assertThat(ids(new Filter("kitchen", "doorbell", Urgency.URGENT, true))).isEmpty();
    }

    @Test
    void whatWasWrongIsAFilter() {
        for (String id : List.of("right", "wrong", "other", "unsaid")) {
            raise(alert(id).build(), NOW);
        }
        timeline.judge("right", new Verdict(true, "", NOW, ""));
        timeline.judge("wrong", new Verdict(false, "", NOW, ""));
        timeline.judge("other", new Verdict(false, "dog", NOW, ""));
        Filter wrong = new Filter(null, null, null, false, true);
        assertThat(ids(wrong)).containsExactlyInAnyOrder("wrong", "other");
        assertThat(timeline.hours(wrong, NOW.minusSeconds(1)).values()).containsExactly(2);
        timeline.judge("wrong", new Verdict(true, "", NOW, ""));
        assertThat(ids(wrong)).containsExactly("other");
    }

    @Test
    void aZoneIsAFilter() {
        raise(alert("a").rooms("floor2/room214", "floor2/room215").build(), NOW);
        raise(alert("b").rooms("floor22/room1").build(), NOW.plusSeconds(1));
        raise(alert("c").rooms("east/floor2/room1").build(), NOW.plusSeconds(2));
        assertThat(ids(new Filter("floor2/*", null, null, false))).containsExactly("a");
        assertThat(ids(new Filter("east/*", null, null, false))).containsExactly("c");
        assertThat(ids(new Filter("floor2/room215", null, null, false))).containsExactly("a");
        assertThat(ids(new Filter("floor2/room21", null, null, false))).isEmpty();
    }

    @Test
    void anEntryHasAllThatHappenedAndWhatPeopleSaid() {
        Alert bell = alert("bell").build();
        raise(bell, NOW);
        record(bell, AlertState.DELIVERED, "lamp");
        record(bell, AlertState.ACKNOWLEDGED, "Minsu");
        Entry entry = timeline.entry("bell").orElseThrow();
        assertThat(entry.changes())
                .extracting(c -> c.state() + " " + c.who())
                .containsExactly("RAISED ", "DELIVERED lamp", "ACKNOWLEDGED Minsu");
        assertThat(entry.verdict()).isNull();

        Verdict wrong = new Verdict(false, "dog", NOW, "Jiwoo");
        timeline.judge("bell", new Verdict(true, "", NOW, ""));
        timeline.judge("bell", wrong);
        timeline.judge("gone", wrong);
        assertThat(timeline.entry("bell").orElseThrow().verdict()).isEqualTo(wrong);
        assertThat(timeline.entry("gone")).isEmpty();
    }

    @Test
    void alertsAreCountedByTheHour() {
        raise(alert("a").build(), NOW);
        raise(alert("b").build(), NOW.plusSeconds(60));
        raise(alert("c").sound(DOG).build(), NOW.plusSeconds(3600));
        assertThat(timeline.hours(Filter.ALL, NOW.minusSeconds(1)))
                .containsExactly(
                        Map.entry(Instant.parse("2026-03-01T20:00:00Z"), 2),
                        Map.entry(Instant.parse("2026-03-01T21:00:00Z"), 1));
        assertThat(timeline.hours(new Filter(null, "dog", null, false), NOW)).hasSize(1);
        assertThat(timeline.hours(Filter.ALL, NOW.plusSeconds(7200))).isEmpty();
    }

    @Test
    void aFileOfTheVersionBeforeGetsItsColumns() throws Exception {
        raise(alert("bell").rooms("hall", "kitchen").build(), NOW);
        history.close();
        try (Connection connection =
                        new SQLiteConfig()
                                .createConnection("jdbc:sqlite:" + folder.resolve("history.db"));
                Statement statement = connection.createStatement()) {
            dropTimeline(statement);
            statement.execute("PRAGMA user_version = 2");
        }
        open();
        assertThat(ids(new Filter("kitchen", "doorbell", Urgency.URGENT, true)))
                .containsExactly("bell");
    }

    @Test
    void incompleteDocumentsAreMigratedAndLeftOut() throws Exception {
        raise(alert("old").build(), NOW.minusSeconds(1));
        raise(alert("bell").build(), NOW.plusSeconds(9));
        history.close();
        try (Connection connection =
                        new SQLiteConfig()
                                .createConnection("jdbc:sqlite:" + folder.resolve("history.db"));
                Statement statement = connection.createStatement()) {
            dropTimeline(statement);
            int row = 0;
            for (String document :
                    List.of("{}", "[]", "7", "{\"sound\":{\"id\":\"dog\"}}", "no JSON")) {
                row++;
                statement.execute(
                        "INSERT INTO alert(id, raised, document) VALUES('x%d', %d, '%s')"
                                .formatted(row, NOW.toEpochMilli() + row, document));
            }
            statement.execute("PRAGMA user_version = 2");
        }
        open();
        raise(alert("new").build(), NOW.plusSeconds(10));
        assertThat(ids(Filter.ALL)).containsExactly("new", "bell", "old");
        assertThat(timeline.entry("x1")).isEmpty();
        List<String> seen = new ArrayList<>();
        String next = "";
        do {
            Page page = timeline.page(Filter.ALL, next, 1);
            page.entries().forEach(e -> seen.add(e.alert().id()));
            next = page.next();
        } while (!next.isEmpty());
        assertThat(seen).containsExactly("new", "bell", "old");
    }

    /** The rarest among many: found in the index, without reading the alerts before it. */
    @Test
    void aRareSoundAmongManyIsFoundInTheIndex() throws Exception {
        raise(alert("bell").rooms("attic").build(), NOW.minusSeconds(MANY));
        timeline.judge("bell", new Verdict(false, "dog", NOW, ""));
        for (int batch = 0; batch < MANY; batch += 5_000) {
            int from = batch;
            history.together(
                    () -> {
                        for (int i = from; i < from + 5_000; i++) {
                            Alert dog = alert("dog" + i).sound(DOG).rooms("kitchen").build();
                            Instant time = NOW.minusSeconds(MANY - i);
                            raise(dog, time);
                            history.record(new AlertChange(dog, AlertState.ACKNOWLEDGED, time, ""));
                        }
                    });
        }
        for (Filter filter :
                List.of(
                        Filter.ALL,
                        new Filter("attic", null, null, false),
                        new Filter(null, "doorbell", null, false),
                        new Filter(null, null, Urgency.URGENT, false),
                        new Filter(null, null, null, true),
                        new Filter(null, null, null, false, true))) {
            long start = System.nanoTime();
            Page page = timeline.page(filter, "", 50);
            long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
            LoggerFactory.getLogger(TimelineTest.class)
                    .info("{} ms for a page of {} alerts: {}", millis, MANY, filter);
            assertThat(page.entries()).isNotEmpty();
        }
        assertThat(ids(new Filter("attic", "doorbell", Urgency.URGENT, true)))
                .containsExactly("bell");
        long start = System.nanoTime();
        assertThat(timeline.hours(Filter.ALL, NOW.minus(Duration.ofDays(7)))).isNotEmpty();
        LoggerFactory.getLogger(TimelineTest.class)
                .info(
                        "{} ms for the hours",
                        Duration.ofNanos(System.nanoTime() - start).toMillis());
        assertThat(plan()).contains("alert_time").doesNotContain("SCAN a", "TEMP B-TREE");
    }

    private String plan() throws Exception {
        StringBuilder plan = new StringBuilder();
        try (Connection connection =
                        new SQLiteConfig()
                                .createConnection("jdbc:sqlite:" + folder.resolve("history.db"));
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "EXPLAIN QUERY PLAN SELECT a.raised, a.document"
                                        + " FROM alert a WHERE a.label <> 'test' AND a.label = 'x'"
                                        + " AND (a.raised, a.id) < (9, 'a')"
                                        + " ORDER BY a.raised DESC, a.id DESC LIMIT 9")) {
            while (row.next()) {
                plan.append(row.getString("detail")).append('\n');
            }
        }
        return plan.toString();
    }
}
