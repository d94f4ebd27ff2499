// SPDX-License-Identifier: Apache-2.0
package io.soribit.store;

import io.soribit.api.Alert;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.AlertStore.Pending;
import io.soribit.api.hub.AlertStore.Unended;
import io.soribit.api.hub.Timeline.Verdict;
import io.soribit.common.json.AlertDocument;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The file of the history: one method, one transaction that is on the disk when it returns; or
 * several changes {@linkplain #together in one}. Not thread-safe.
 */
final class HistoryFile implements AutoCloseable {
    private static final String PENDING =
            "SELECT w.notifier, a.document, a.raised FROM waiting w JOIN alert a"
                    + " ON a.id = w.alert";
    private static final String OPEN =
            "SELECT a.document, a.raised, l.state, l.time, l.who,"
                    + " EXISTS (SELECT 1 FROM change c WHERE c.alert = a.id AND c.state = 'ESCALATED'),"
                    + " coalesce((SELECT group_concat(c.who, char(10)) FROM change c"
                    + " WHERE c.alert = a.id AND c.state IN ('DELIVERED', 'SENT')), ''), a.memento,"
                    + " coalesce((SELECT group_concat(c.who, char(10)) FROM (SELECT who FROM change"
                    + " WHERE alert = a.id AND state IN ('SEEN', 'ACKNOWLEDGED') ORDER BY seq) c), '')"
                    + " FROM alert a JOIN change l ON l.seq = (SELECT c.seq FROM change c"
                    + " WHERE c.alert = a.id"
                    + " AND c.state IN ('RAISED', 'REPEATED', 'ESCALATED', 'ACKNOWLEDGED')"
                    + " ORDER BY c.state = 'ACKNOWLEDGED' DESC, c.seq DESC LIMIT 1)"
                    + " WHERE NOT EXISTS (SELECT 1 FROM change c"
                    + " WHERE c.alert = a.id AND c.state = 'ENDED') ORDER BY a.raised, a.rowid";
    private static final Set<AlertState> HANDLED =
            EnumSet.of(AlertState.DELIVERED, AlertState.SENT, AlertState.EXPIRED);
    private static final String OLDEST_FIRST = " ORDER BY w.seq";

    private final Database db;

    HistoryFile(Path file) throws SQLException {
        db = new Database(file);
    }

    /** Makes changes in one transaction; if one of them fails, none is made. */
    void together(Runnable changes) throws SQLException {
        db.together(changes);
    }

    /** Whether changes are being made together: none is on the disk yet. */
    boolean grouping() {
        return db.grouping();
    }

    void add(AlertChange raised, Collection<String> notifiers) throws SQLException {
        db.write(
                () -> {
                    insert(raised);
                    for (String notifier : notifiers) {
                        db.update(
                                "INSERT OR IGNORE INTO waiting(notifier, alert) VALUES(?, ?)",
                                notifier,
                                raised.alert().id());
                    }
                });
    }

    void record(AlertChange change) throws SQLException {
        db.write(
                () -> {
                    insert(change);
                    if (HANDLED.contains(change.state())) {
                        removePending(change.alert().id(), change.who());
                    }
                });
    }

    void skip(String alert, String notifier) throws SQLException {
        db.write(() -> removePending(alert, notifier));
    }

    private void removePending(String alert, String notifier) throws SQLException {
        db.update("DELETE FROM waiting WHERE notifier = ? AND alert = ?", notifier, alert);
    }

    private void insert(AlertChange change) throws SQLException {
        String id = change.alert().id();
        long time = change.time().toEpochMilli();
        db.update(
                "INSERT OR IGNORE INTO alert(id, raised, document, label, urgency, rooms)"
                        + " VALUES(?, ?, ?, ?, ?, ?)",
                id,
                time,
                AlertDocument.write(change.alert()),
                change.alert().event().sound().id(),
                change.alert().urgency().name(),
                TimelineQuery.rooms(change.alert().event().rooms()));
        if (change.state() == AlertState.ESCALATED) {
            db.update(
                    "UPDATE alert SET document = ? WHERE id = ?",
                    AlertDocument.write(change.alert()),
                    id);
        }
        db.update(
                "INSERT INTO change(alert, state, time, who) VALUES(?, ?, ?, ?)",
                id,
                change.state().name(),
                time,
                change.who());
    }

    List<Pending> pending(int limit) throws SQLException {
        return db.rows(PENDING + OLDEST_FIRST + " LIMIT ?", HistoryFile::pending, limit);
    }

    List<Pending> pending(String notifier, int limit) throws SQLException {
        return db.rows(
                PENDING + " WHERE w.notifier = ?" + OLDEST_FIRST + " LIMIT ?",
                HistoryFile::pending,
                notifier,
                limit);
    }

    private static Pending pending(ResultSet row) throws SQLException {
        return new Pending(
                row.getString(1),
                AlertDocument.read(row.getString(2)),
                Instant.ofEpochMilli(row.getLong(3)));
    }

    List<Alert> unended() throws SQLException {
        return db.rows(
                "SELECT document FROM alert a WHERE NOT EXISTS (SELECT 1 FROM change c"
                        + " WHERE c.alert = a.id AND c.state = 'ENDED') ORDER BY raised, rowid",
                row -> AlertDocument.read(row.getString(1)));
    }

    /** The alerts without an end, and all that has to be known of them after a restart. */
    List<Unended> open() throws SQLException {
        return db.rows(OPEN, HistoryFile::unended);
    }

    private static Unended unended(ResultSet row) throws SQLException {
        Alert alert = AlertDocument.read(row.getString(1));
        return new Unended(
                alert,
                Instant.ofEpochMilli(row.getLong(2)),
                new AlertChange(
                        alert,
                        AlertState.valueOf(row.getString(3)),
                        Instant.ofEpochMilli(row.getLong(4)),
                        row.getString(5)),
                row.getBoolean(6),
                Set.copyOf(lines(row.getString(7))),
                row.getString(8),
                lines(row.getString(9)));
    }

    private static List<String> lines(String text) {
        return Arrays.stream(text.split("\n")).filter(line -> !line.isEmpty()).distinct().toList();
    }

    void remember(String alert, String memento) throws SQLException {
        db.write(() -> db.update("UPDATE alert SET memento = ? WHERE id = ?", memento, alert));
    }

    List<AlertChange> history(int limit) throws SQLException {
        return db.rows(
                "SELECT a.document, c.state, c.time, c.who FROM change c JOIN alert a"
                        + " ON a.id = c.alert ORDER BY c.seq DESC LIMIT ?",
                row ->
                        new AlertChange(
                                AlertDocument.read(row.getString(1)),
                                AlertState.valueOf(row.getString(2)),
                                Instant.ofEpochMilli(row.getLong(3)),
                                row.getString(4)),
                limit);
    }

    /** The queries of the timeline. */
    TimelineQuery timeline() {
        return new TimelineQuery(db);
    }

    void judge(String alert, Verdict verdict) throws SQLException {
        db.write(
                () ->
                        db.update(
                                "INSERT OR REPLACE INTO verdict(alert, fits, label, time, who)"
                                        + " SELECT id, ?, ?, ?, ? FROM alert WHERE id = ?",
                                verdict.right(),
                                verdict.label(),
                                verdict.time().toEpochMilli(),
                                verdict.who(),
                                alert));
    }

    /** The table of scores. */
    ScoreTable scores() {
        return new ScoreTable(db);
    }

    /** The table of what alerts looked like. */
    PictureTable pictures() {
        return new PictureTable(db);
    }

    /** Removes the alerts that were raised before; what is pending stays. */
    void forgetBefore(Instant time) throws SQLException {
        forget("raised < ?", time.toEpochMilli());
    }

    /** Removes the oldest tenth of all alerts; what is pending stays. */
    void forgetTenth() throws SQLException {
        forget(
                "rowid IN (SELECT rowid FROM alert ORDER BY raised, rowid"
                        + " LIMIT (SELECT count(*) / 10 + ? FROM alert))",
                1);
    }

    private void forget(String which, long parameter) throws SQLException {
        db.write(
                () -> {
                    db.update(
                            "DELETE FROM alert WHERE "
                                    + which
                                    + " AND id NOT IN (SELECT alert FROM waiting)",
                            parameter);
                    db.update("DELETE FROM change WHERE alert NOT IN (SELECT id FROM alert)");
                    db.update("DELETE FROM verdict WHERE alert NOT IN (SELECT id FROM alert)");
                });
    }

    /** Bytes in use; what was removed is used again. */
    long bytes() throws SQLException {
        return number("page_size") * (number("page_count") - number("freelist_count"));
    }

    /** Fails if nothing can be written; the version of a newer hub's schema stays. */
    void check() throws SQLException {
        long version = number("user_version");
        db.write(() -> db.update("PRAGMA user_version = " + version));
    }

    private long number(String pragma) throws SQLException {
        return db.rows("PRAGMA " + pragma, row -> row.getLong(1)).get(0);
    }

    @Override
    public void close() throws SQLException {
        db.close();
    }
}
