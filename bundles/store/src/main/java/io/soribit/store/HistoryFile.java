// SPDX-License-Identifier: Apache-2.0
package io.soribit.store;

import io.soribit.api.Alert;
import io.soribit.api.AlertChange;
import io.soribit.api.AlertState;
import io.soribit.api.AlertStore.Pending;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * The SQLite file: one method, one transaction that is on the disk when it returns; or several
 * changes {@linkplain #together in one}.
 */
final class HistoryFile implements AutoCloseable {
    private static final int BUSY_MILLIS = 1_000;
    private static final int LARGEST_LOG = 1 << 20;
    private static final List<String> TABLES =
            List.of(
                    "CREATE TABLE IF NOT EXISTS alert("
                            + "id TEXT PRIMARY KEY, raised INTEGER NOT NULL, document TEXT NOT NULL)",
                    "CREATE TABLE IF NOT EXISTS change(seq INTEGER PRIMARY KEY,"
                            + " alert TEXT NOT NULL, state TEXT NOT NULL, time INTEGER NOT NULL,"
                            + " who TEXT NOT NULL)",
                    "CREATE INDEX IF NOT EXISTS change_alert ON change(alert, state)",
                    "CREATE TABLE IF NOT EXISTS waiting(seq INTEGER PRIMARY KEY,"
                            + " notifier TEXT NOT NULL, alert TEXT NOT NULL,"
                            + " UNIQUE(notifier, alert))",
                    "CREATE INDEX IF NOT EXISTS waiting_order ON waiting(notifier, seq)");

    private static final String PENDING =
            "SELECT w.notifier, a.document, a.raised FROM waiting w JOIN alert a"
                    + " ON a.id = w.alert";
    private static final String OLDEST_FIRST = " ORDER BY w.seq";

    private final Connection db;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private boolean grouping;
    private @Nullable SQLException failure;

    HistoryFile(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setJournalSizeLimit(LARGEST_LOG);
        // Not DriverManager: it asks the caller's class loader for the driver.
        db = config.createConnection("jdbc:sqlite:" + file);
        try (Statement statement = db.createStatement()) {
            for (String table : TABLES) {
                statement.execute(table);
            }
            adopt(statement);
            db.setAutoCommit(false);
        } catch (SQLException e) {
            db.close();
            throw e;
        }
    }

    /** Takes over what an earlier version of the hub left to be delivered. */
    private static void adopt(Statement statement) throws SQLException {
        boolean earlier;
        try (ResultSet found =
                statement.executeQuery("SELECT 1 FROM sqlite_master WHERE name = 'pending'")) {
            earlier = found.next();
        }
        if (earlier) {
            statement.execute(
                    "INSERT OR IGNORE INTO waiting(notifier, alert) SELECT p.notifier, p.alert"
                            + " FROM pending p JOIN alert a ON a.id = p.alert"
                            + " ORDER BY a.raised, a.rowid");
            statement.execute("DROP TABLE pending");
        }
    }

    /** What is done in one transaction. */
    private interface Work {
        void run() throws SQLException;
    }

    /** Makes changes in one transaction; if one of them fails, none is made. */
    void together(Runnable changes) throws SQLException {
        grouping = true;
        failure = null;
        try {
            commit(
                    () -> {
                        changes.run();
                        if (failure != null) {
                            throw failure;
                        }
                    });
        } finally {
            grouping = false;
        }
    }

    /** Whether changes are being made together: none is on the disk yet. */
    boolean grouping() {
        return grouping;
    }

    private void write(Work work) throws SQLException {
        if (!grouping) {
            commit(work);
        } else if (failure == null) {
            try {
                work.run();
            } catch (SQLException e) {
                failure = e;
            }
        }
    }

    private void commit(Work work) throws SQLException {
        try {
            work.run();
            db.commit();
        } catch (SQLException | RuntimeException e) {
            try {
                db.rollback();
            } catch (SQLException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    void add(AlertChange raised, Collection<String> notifiers) throws SQLException {
        write(
                () -> {
                    insert(raised);
                    for (String notifier : notifiers) {
                        update(
                                "INSERT OR IGNORE INTO waiting(notifier, alert) VALUES(?, ?)",
                                notifier,
                                raised.alert().id());
                    }
                });
    }

    void record(AlertChange change) throws SQLException {
        write(
                () -> {
                    insert(change);
                    if (change.state() == AlertState.DELIVERED
                            || change.state() == AlertState.EXPIRED) {
                        update(
                                "DELETE FROM waiting WHERE notifier = ? AND alert = ?",
                                change.who(),
                                change.alert().id());
                    }
                });
    }

    private void insert(AlertChange change) throws SQLException {
        String id = change.alert().id();
        long time = change.time().toEpochMilli();
        update(
                "INSERT OR IGNORE INTO alert VALUES(?, ?, ?)",
                id,
                time,
                AlertDocument.write(change.alert()));
        update(
                "INSERT INTO change(alert, state, time, who) VALUES(?, ?, ?, ?)",
                id,
                change.state().name(),
                time,
                change.who());
    }

    List<Pending> pending(int limit) throws SQLException {
        return rows(PENDING + OLDEST_FIRST + " LIMIT ?", HistoryFile::pending, limit);
    }

    List<Pending> pending(String notifier, int limit) throws SQLException {
        return rows(
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
        return rows(
                "SELECT document FROM alert a WHERE NOT EXISTS (SELECT 1 FROM change c"
                        + " WHERE c.alert = a.id AND c.state = 'ENDED') ORDER BY raised, rowid",
                row -> AlertDocument.read(row.getString(1)));
    }

    List<AlertChange> history(int limit) throws SQLException {
        return rows(
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
        write(
                () -> {
                    update(
                            "DELETE FROM alert WHERE "
                                    + which
                                    + " AND id NOT IN (SELECT alert FROM waiting)",
                            parameter);
                    update("DELETE FROM change WHERE alert NOT IN (SELECT id FROM alert)");
                });
    }

    /** Bytes in use; what was removed is used again. */
    long bytes() throws SQLException {
        return number("page_size") * (number("page_count") - number("freelist_count"));
    }

    /** Fails if nothing can be written. */
    void check() throws SQLException {
        write(() -> update("PRAGMA user_version = 1"));
    }

    private long number(String pragma) throws SQLException {
        return rows("PRAGMA " + pragma, row -> row.getLong(1)).get(0);
    }

    private void update(String sql, Object... parameters) throws SQLException {
        @Nullable PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = db.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        bind(statement, parameters);
        statement.executeUpdate();
    }

    /** Makes something of a row. */
    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> rows(String sql, Row<T> row, Object... parameters) throws SQLException {
        List<T> all = new ArrayList<>();
        try (PreparedStatement statement = db.prepareStatement(sql)) {
            bind(statement, parameters);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    all.add(row.read(result));
                }
            }
        } finally {
            // A transaction that only read would keep the log from being shortened.
            db.rollback();
        }
        return all;
    }

    private static void bind(PreparedStatement statement, Object... parameters)
            throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }

    @Override
    public void close() throws SQLException {
        try {
            for (PreparedStatement statement : prepared.values()) {
                statement.close();
            }
        } finally {
            db.close();
        }
    }
}
