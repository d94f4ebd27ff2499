// SPDX-License-Identifier: Apache-2.0
package io.soribit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.soribit.api.Alert;
import io.soribit.api.Alternative;
import io.soribit.api.Phase;
import io.soribit.api.Sound;
import io.soribit.api.SoundEvent;
import io.soribit.api.Urgency;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.AlertStore.Pending;
import io.soribit.api.hub.AlertStore.Unended;
import io.soribit.common.json.AlertDocument;
import io.soribit.testkit.ManualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;

class AlertHistoryTest {
    private static final Instant NOW = Instant.parse("2026-03-01T20:15:30Z");
    private static final Duration AGE = Duration.ofDays(90);
    private static final long BYTES = 1 << 20;

    @TempDir Path folder;
    private final ListAppender<ILoggingEvent> logged = listen();

    private static ListAppender<ILoggingEvent> listen() {
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        ((Logger) LoggerFactory.getLogger(AlertHistory.class)).addAppender(appender);
        return appender;
    }

    @AfterEach
    void stop() {
        ((Logger) LoggerFactory.getLogger(AlertHistory.class)).detachAppender(logged);
    }

    private AlertHistory open(Path in, Instant now) {
        return new AlertHistory(
                in.resolve("history.db"), Clock.fixed(now, ZoneOffset.UTC), AGE, BYTES);
    }

    static Alert alert(String id) {
        Sound doorbell =
                new Sound(
                        "doorbell",
                        Map.of("en", "Doorbell", "ko", "초인종"),
                        "🔔",
                        "#00C853",
                        Urgency.URGENT,
                        List.of("Doorbell", "Ding-dong"));
        SoundEvent event =
                new SoundEvent(
                        id,
                        Phase.START,
                        true,
                        List.of("hall", "kitchen"),
                        doorbell,
                        NOW.minusMillis(1234),
                        null,
                        0.87f,
                        List.of(new Alternative(doorbell, 0.125f)),
                        -20.5f,
                        "model",
                        null,
                        Duration.ofMillis(345),
                        Map.of("frequency_hz", 3100.0));
        return new Alert(id, event, Urgency.EMERGENCY);
    }

    private static AlertChange change(String id, AlertState state, Instant time, String who) {
        return new AlertChange(alert(id), state, time, who);
    }

    private static AlertChange raised(String id, Instant time) {
        return change(id, AlertState.RAISED, time, "");
    }

    @Test
    void everythingComesBackAsItWas() {
        AlertChange raised = raised("a", NOW);
        AlertChange seen = change("a", AlertState.ACKNOWLEDGED, NOW.plusSeconds(3), "민수");
        try (AlertHistory history = open(folder, NOW)) {
            history.add(raised, List.of("lamp"));
            history.record(seen);
        }
        try (AlertHistory history = open(folder, NOW)) {
            assertThat(history.history(10)).containsExactly(seen, raised);
            assertThat(history.history(1)).containsExactly(seen);
            assertThat(history.pending(100)).containsExactly(new Pending("lamp", alert("a"), NOW));
        }
    }

    @Test
    void whatIsDeliveredOrExpiredIsNoLongerPending() {
        try (AlertHistory history = open(folder, NOW)) {
            history.add(raised("a", NOW), List.of("lamp", "display", "phone"));
            history.add(raised("b", NOW.plusSeconds(1)), List.of("lamp"));
            history.record(change("a", AlertState.DELIVERED, NOW, "lamp"));
            history.record(change("a", AlertState.EXPIRED, NOW, "phone"));
            assertThat(history.pending(100))
                    .extracting(p -> p.notifier() + " " + p.alert().id())
                    .containsExactly("display a", "lamp b");
        }
    }

    @Test
    void unendedAlertsAreListed() {
        try (AlertHistory history = open(folder, NOW)) {
            history.add(raised("a", NOW), List.of());
            history.add(raised("b", NOW), List.of());
            history.record(change("a", AlertState.ENDED, NOW, ""));
            assertThat(history.unended()).containsExactly(alert("b"));
        }
    }

    /** What the disk holds at any moment is what a power cut would leave. */
    @Test
    void nothingIsLostWhenItIsKilled(@TempDir Path after) throws Exception {
        try (AlertHistory killed = open(folder, NOW)) {
            for (int i = 0; i < 20; i++) {
                killed.add(raised("a" + i, NOW.plusSeconds(i)), List.of("lamp"));
                Path copy = Files.createDirectory(after.resolve("kill" + i));
                copyFiles(copy);
                try (AlertHistory history = open(copy, NOW)) {
                    assertThat(history.pending(100)).hasSize(i + 1);
                    assertThat(history.history(1))
                            .containsExactly(raised("a" + i, NOW.plusSeconds(i)));
                }
            }
        }
        assertThat(logged.list).isEmpty();
    }

    @Test
    void changesOfATransactionAreWrittenTogether(@TempDir Path after) throws Exception {
        Path during = Files.createDirectory(after.resolve("during"));
        try (AlertHistory history = open(folder, NOW)) {
            history.add(raised("a", NOW), List.of("lamp"));
            history.together(
                    () -> {
                        history.add(raised("b", NOW), List.of("lamp"));
                        history.record(change("a", AlertState.DELIVERED, NOW, "lamp"));
                        try {
                            copyFiles(during);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
            copyFiles(after);
        }
        try (AlertHistory killed = open(during, NOW)) {
            assertThat(killed.history(9)).containsExactly(raised("a", NOW));
        }
        try (AlertHistory killed = open(after, NOW)) {
            assertThat(killed.history(9)).hasSize(3);
            assertThat(killed.pending(100)).containsExactly(new Pending("lamp", alert("b"), NOW));
        }
        assertThat(logged.list).isEmpty();
    }

    @Test
    @SuppressWarnings("NullAway") // The file refuses what it must not hold.
    void anInvalidChangeDoesNotPreventOthers() {
        try (AlertHistory history = open(folder, NOW)) {
            history.together(
                    () -> {
                        history.add(raised("a", NOW), List.of("lamp"));
                        history.record(change("a", AlertState.ACKNOWLEDGED, NOW, null));
                        history.record(change("a", AlertState.DELIVERED, NOW, "lamp"));
                    });
            assertThat(history.history(9))
                    .containsExactly(
                            change("a", AlertState.DELIVERED, NOW, "lamp"), raised("a", NOW));
            assertThat(history.pending(100)).isEmpty();
            history.record(change("a", AlertState.ENDED, NOW, ""));
            assertThat(history.history(9)).hasSize(3);
        }
        assertThat(logged.list).isNotEmpty();
    }

    @Test
    void pendingDeliveriesOfAnEarlierVersionAreMigrated() throws Exception {
        try (AlertHistory history = open(folder, NOW)) {
            history.add(raised("a", NOW), List.of("lamp"));
            history.add(raised("b", NOW), List.of("lamp", "display"));
        }
        try (Connection file =
                        new SQLiteConfig()
                                .createConnection("jdbc:sqlite:" + folder.resolve("history.db"));
                Statement statement = file.createStatement()) {
            statement.execute(
                    "CREATE TABLE pending(notifier TEXT, alert TEXT,"
                            + " PRIMARY KEY(notifier, alert)) WITHOUT ROWID");
            statement.execute("INSERT INTO pending SELECT notifier, alert FROM waiting");
            statement.execute("DROP TABLE waiting");
            statement.execute("ALTER TABLE alert DROP COLUMN memento");
            TimelineTest.dropTimeline(statement);
            statement.execute("PRAGMA user_version = 0");
        }
        try (AlertHistory history = open(folder, NOW)) {
            assertThat(history.pending("lamp", 9))
                    .extracting(p -> p.alert().id())
                    .containsExactly("a", "b");
            assertThat(history.pending("lamp", 1)).hasSize(1);
            history.record(change("a", AlertState.DELIVERED, NOW, "lamp"));
            assertThat(history.pending(100)).hasSize(2);
        }
    }

    private void copyFiles(Path to) throws IOException {
        for (String name : List.of("history.db", "history.db-wal")) {
            Path from = folder.resolve(name);
            if (Files.exists(from)) {
                Files.copy(from, to.resolve(name));
            }
        }
    }

    @Test
    void oldAlertsAreDeleted() {
        try (AlertHistory history = open(folder, NOW)) {
            history.add(raised("old", NOW), List.of());
            history.add(raised("owed", NOW), List.of("lamp"));
            history.add(raised("young", NOW.plusSeconds(1)), List.of());
        }
        try (AlertHistory history = open(folder, NOW.plus(AGE).plusMillis(1))) {
            history.add(raised("new", NOW.plus(AGE)), List.of());
            assertThat(history.history(10))
                    .extracting(c -> c.alert().id())
                    .containsExactly("new", "young", "owed");
        }
    }

    @Test
    void theOldestAreDeletedWhenTheFileIsTooLarge() {
        Path file = folder.resolve("history.db");
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        try (AlertHistory history = new AlertHistory(file, clock, AGE, Long.MAX_VALUE)) {
            for (int i = 0; i < 400; i++) {
                history.add(raised("a" + i, NOW.plusSeconds(i)), List.of());
            }
        }
        try (AlertHistory history = new AlertHistory(file, clock, AGE, 200_000)) {
            history.add(raised("last", NOW.plusSeconds(400)), List.of());
            List<String> left = history.history(1_000).stream().map(c -> c.alert().id()).toList();
            assertThat(left).hasSizeBetween(50, 350).startsWith("last", "a399", "a398");
            assertThat(left).doesNotContain("a0");
        }
    }

    @Test
    void anUnusableFileIsLoggedOnceAndRetried() throws Exception {
        Path blocking = Files.createDirectory(folder.resolve("history.db"));
        try (AlertHistory history = open(folder, NOW)) {
            history.add(raised("a", NOW), List.of("lamp"));
            history.record(change("a", AlertState.DELIVERED, NOW, "lamp"));
            assertThat(history.pending(100)).isEmpty();
            assertThat(history.check()).contains(blocking.toString()).contains("Make room");
            assertThat(logged.list).hasSize(1);
            assertThat(logged.list.get(0).getFormattedMessage()).contains("cannot be recorded");
            Files.delete(blocking);
            history.add(raised("b", NOW), List.of("lamp"));
            assertThat(history.pending(100)).hasSize(1);
            assertThat(history.check()).isNull();
            assertThat(logged.list).hasSize(2);
            assertThat(logged.list.get(1).getFormattedMessage()).contains("recording alerts in");
        }
    }

    @Test
    void whileItCanRecordItIsTriedEachHalfMinuteOnly() throws Exception {
        ManualClock ticks = new ManualClock();
        try (AlertHistory history =
                new AlertHistory(
                        folder.resolve("history.db"),
                        Clock.fixed(NOW, ZoneOffset.UTC),
                        ticks,
                        AGE,
                        BYTES,
                        true)) {
            Path log = folder.resolve("history.db-wal");
            assertThat(history.check()).isNull();
            long written = Files.size(log);
            ticks.advance(Duration.ofSeconds(29));
            assertThat(history.check()).isNull();
            assertThat(log).hasSize(written);
            ticks.advance(Duration.ofSeconds(1));
            assertThat(history.check()).isNull();
            assertThat(Files.size(log)).isGreaterThan(written);
        }
    }

    @Test
    void theVersionOfANewerSchemaStays() throws Exception {
        try (AlertHistory history = open(folder, NOW)) {
            history.add(raised("a", NOW), List.of("lamp"));
        }
        int newer = Schema.VERSION + 1;
        try (Connection file = connection();
                Statement statement = file.createStatement()) {
            statement.execute("PRAGMA user_version = " + newer);
        }
        ManualClock ticks = new ManualClock();
        try (AlertHistory history =
                new AlertHistory(
                        folder.resolve("history.db"),
                        Clock.fixed(NOW, ZoneOffset.UTC),
                        ticks,
                        AGE,
                        BYTES,
                        true)) {
            history.add(raised("b", NOW), List.of("lamp"));
            ticks.advance(Duration.ofSeconds(30));
            assertThat(history.check()).isNull();
            assertThat(history.pending(9)).hasSize(2);
        }
        try (Connection file = connection();
                Statement statement = file.createStatement();
                ResultSet version = statement.executeQuery("PRAGMA user_version")) {
            assertThat(version.getInt(1)).isEqualTo(newer);
        }
    }

    @Test
    void aFileThatCannotBeWrittenIsAProblem() throws Exception {
        try (AlertHistory history = open(folder, NOW)) {
            history.add(raised("a", NOW), List.of("lamp"));
        }
        Path file = folder.resolve("history.db");
        assumeTrue(file.toFile().setReadOnly() && folder.toFile().setReadOnly());
        assumeTrue(!Files.isWritable(file), "root may write everything");
        try (AlertHistory history = open(folder, NOW)) {
            history.add(raised("b", NOW), List.of("lamp"));
            assertThat(history.check()).contains("cannot be recorded");
        } finally {
            assertThat(folder.toFile().setWritable(true)).isTrue();
        }
    }

    @Test
    void aDamagedFileIsPutAsideAndANewOneBegun() throws Exception {
        Files.writeString(folder.resolve("history.db"), "no database ".repeat(1_000));
        try (AlertHistory history = open(folder, NOW)) {
            history.add(raised("a", NOW), List.of("lamp"));
            assertThat(history.check()).isNull();
            assertThat(history.history(9)).containsExactly(raised("a", NOW));
            assertThat(folder.resolve("history.db.damaged-20260301-201530"))
                    .content()
                    .startsWith("no database");
            assertThat(logged.list)
                    .singleElement()
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .asString()
                    .contains("is damaged", "history.db.damaged-20260301-201530");
        }
    }

    @Test
    void aRowThatCannotBeReadHidesNoOther() throws Exception {
        try (AlertHistory history = open(folder, NOW)) {
            history.add(raised("a", NOW), List.of("lamp"));
            history.add(raised("b", NOW), List.of("lamp"));
            history.record(change("b", AlertState.DELIVERED, NOW, "lamp"));
        }
        try (Connection file = connection();
                Statement statement = file.createStatement()) {
            statement.execute("UPDATE alert SET document = '{}' WHERE id = 'a'");
            statement.execute("UPDATE change SET state = 'UNHEARD_OF' WHERE state = 'DELIVERED'");
        }
        try (AlertHistory history = open(folder, NOW)) {
            assertThat(history.history(9)).containsExactly(raised("b", NOW));
            assertThat(history.unended()).containsExactly(alert("b"));
            history.add(raised("c", NOW), List.of("lamp"));
            assertThat(history.pending("lamp", 9))
                    .extracting(p -> p.alert().id())
                    .containsExactly("c");
        }
    }

    private Connection connection() throws SQLException {
        return new SQLiteConfig().createConnection("jdbc:sqlite:" + folder.resolve("history.db"));
    }

    /** As version 0.1 of the hub made it. */
    @Test
    void theSchemaOfVersion01IsMigrated() throws Exception {
        try (Connection file = connection();
                Statement statement = file.createStatement()) {
            statement.execute(
                    "CREATE TABLE alert(id TEXT PRIMARY KEY, raised INTEGER NOT NULL,"
                            + " document TEXT NOT NULL)");
            statement.execute(
                    "CREATE TABLE change(seq INTEGER PRIMARY KEY, alert TEXT NOT NULL,"
                            + " state TEXT NOT NULL, time INTEGER NOT NULL, who TEXT NOT NULL)");
            statement.execute("CREATE INDEX change_alert ON change(alert, state)");
            statement.execute(
                    "CREATE TABLE waiting(seq INTEGER PRIMARY KEY, notifier TEXT NOT NULL,"
                            + " alert TEXT NOT NULL, UNIQUE(notifier, alert))");
            statement.execute("CREATE INDEX waiting_order ON waiting(notifier, seq)");
            statement.execute("PRAGMA user_version = 1");
            statement.execute(
                    "INSERT INTO alert VALUES('a', %d, '%s')"
                            .formatted(NOW.toEpochMilli(), AlertDocument.write(alert("a"))));
            statement.execute(
                    "INSERT INTO change VALUES(1, 'a', 'RAISED', %d, '')"
                            .formatted(NOW.toEpochMilli()));
            statement.execute("INSERT INTO waiting VALUES(1, 'lamp', 'a')");
        }
        try (AlertHistory history = open(folder, NOW)) {
            assertThat(history.pending(9)).containsExactly(new Pending("lamp", alert("a"), NOW));
            history.remember("a", "policy");
            assertThat(history.open().orElseThrow())
                    .containsExactly(
                            new Unended(
                                    alert("a"), NOW, raised("a", NOW), false, Set.of(), "policy"));
        }
        try (Connection file = connection();
                Statement statement = file.createStatement();
                ResultSet version = statement.executeQuery("PRAGMA user_version")) {
            assertThat(version.getInt(1)).isEqualTo(Schema.VERSION);
        }
    }

    @Test
    void theStateOfAnOpenAlertIsKnown() {
        Alert wider = alert("a").with(alert("a").delivery().reaching(Set.of("bed", "phone")));
        AlertChange seen = change("a", AlertState.ACKNOWLEDGED, NOW.plusSeconds(2), "Minsu");
        try (AlertHistory history = open(folder, NOW)) {
            history.add(raised("a", NOW), List.of("lamp", "phone"));
            history.record(change("a", AlertState.DELIVERED, NOW, "lamp"));
            history.add(new AlertChange(wider, AlertState.ESCALATED, NOW, ""), List.of());
            history.record(seen);
            history.record(change("a", AlertState.REPEATED, NOW.plusSeconds(3), ""));
            history.add(raised("over", NOW), List.of());
            history.record(change("over", AlertState.ENDED, NOW, ""));
            assertThat(history.open().orElseThrow())
                    .containsExactly(
                            new Unended(
                                    wider,
                                    NOW,
                                    new AlertChange(wider, seen.state(), seen.time(), seen.who()),
                                    true,
                                    Set.of("lamp"),
                                    "",
                                    List.of("Minsu")));
        }
    }

    @Test
    void whoHasSeenAnOpenAlertIsKnownInOrder() {
        try (AlertHistory history = open(folder, NOW)) {
            history.add(raised("a", NOW), List.of());
            history.record(change("a", AlertState.SEEN, NOW.plusSeconds(1), "Minsu"));
            history.record(change("a", AlertState.SEEN, NOW.plusSeconds(2), "Ada"));
            history.record(change("a", AlertState.SEEN, NOW.plusSeconds(3), "Minsu"));
        }
        try (AlertHistory later = open(folder, NOW)) {
            Unended open = later.open().orElseThrow().get(0);
            assertThat(open.seen()).containsExactly("Minsu", "Ada");
            assertThat(open.last().state()).isEqualTo(AlertState.RAISED);
        }
    }

    @Test
    void exceptionsOfAnAlertAreKept() {
        Alert narrow = alert("a").with(alert("a").delivery().omitting(Set.of("ntfy:minsu")));
        try (AlertHistory history = open(folder, NOW)) {
            history.add(new AlertChange(narrow, AlertState.RAISED, NOW, ""), List.of());
            assertThat(history.unended()).containsExactly(narrow);
        }
    }

    @Test
    void unknownIsNotNone() throws Exception {
        Files.createDirectory(folder.resolve("history.db"));
        try (AlertHistory history = open(folder, NOW)) {
            assertThat(history.open()).isEmpty();
        }
    }

    /** Inside a transaction of the writer: with one connection this would never return. */
    @Test
    void readingDoesNotWaitForAChange() {
        try (AlertHistory history = open(folder, NOW)) {
            history.add(raised("a", NOW), List.of("lamp"));
            List<Integer> seen = new ArrayList<>();
            history.together(
                    () -> {
                        history.add(raised("b", NOW), List.of());
                        CompletableFuture<Integer> other =
                                CompletableFuture.supplyAsync(() -> history.history(9).size());
                        seen.add(other.orTimeout(60, TimeUnit.SECONDS).join());
                    });
            assertThat(seen).containsExactly(1);
            assertThat(history.history(9)).hasSize(2);
        }
    }

    @Test
    void whatIsToBeDeliveredIsReadWhileALongHistoryIsRead() {
        try (AlertHistory history = open(folder, NOW)) {
            history.add(raised("a", NOW), List.of("lamp"));
            int waiting =
                    history.read(
                            file ->
                                    CompletableFuture.supplyAsync(
                                                    () ->
                                                            history.pending("lamp", 9).size()
                                                                    + history.history(200).size()
                                                                    + history.pending(9).size()
                                                                    + history.open()
                                                                            .orElseThrow()
                                                                            .size())
                                            .orTimeout(60, TimeUnit.SECONDS)
                                            .join(),
                            0);
            assertThat(waiting).isEqualTo(4);
        }
    }

    @Test
    void afterTheEndItDoesNothing() {
        AlertHistory history = open(folder, NOW);
        history.close();
        history.add(raised("a", NOW), List.of("lamp"));
        assertThat(folder).isEmptyDirectory();
    }
}
