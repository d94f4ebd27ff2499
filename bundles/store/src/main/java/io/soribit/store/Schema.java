// SPDX-License-Identifier: Apache-2.0
package io.soribit.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables of the history: alerts, their changes, and pending deliveries. The file holds the
 * version of its schema ({@code user_version}); an older one is migrated, step by step.
 */
final class Schema {
    /** 0 and 1: the hub up to 0.1. */
    static final int VERSION = 5;

    private static final List<String> TIMELINE =
            List.of(
                    "ALTER TABLE alert ADD COLUMN label TEXT NOT NULL DEFAULT ''",
                    "ALTER TABLE alert ADD COLUMN urgency TEXT NOT NULL DEFAULT ''",
                    "ALTER TABLE alert ADD COLUMN rooms TEXT NOT NULL DEFAULT ''",
                    "UPDATE alert SET label = coalesce(json_extract(document, '$.sound.id'), ''),"
                            + " urgency = coalesce(json_extract(document, '$.urgency'), ''),"
                            + " rooms = coalesce((SELECT char(10) || group_concat(value, char(10))"
                            + " || char(10) FROM json_each(document, '$.rooms')), '')"
                            + " WHERE json_valid(document)",
                    "CREATE INDEX alert_time ON alert(raised, id, label, urgency, rooms)",
                    "CREATE TABLE verdict(alert TEXT PRIMARY KEY, fits INTEGER NOT NULL,"
                            + " label TEXT NOT NULL, time INTEGER NOT NULL, who TEXT NOT NULL)");

    private static final List<String> SCORES =
            List.of(
                    "CREATE TABLE IF NOT EXISTS score(seq INTEGER PRIMARY KEY, room TEXT NOT NULL,"
                            + " sound TEXT NOT NULL, detector TEXT NOT NULL,"
                            + " model TEXT NOT NULL, begun INTEGER NOT NULL, step INTEGER NOT NULL,"
                            + " over REAL NOT NULL, under REAL NOT NULL, percent BLOB NOT NULL)",
                    "CREATE INDEX IF NOT EXISTS score_sound ON score(sound, begun)",
                    "CREATE INDEX IF NOT EXISTS score_room ON score(room, sound, seq)");

    private static final List<String> PICTURES =
            List.of(
                    "CREATE TABLE IF NOT EXISTS picture(seq INTEGER PRIMARY KEY,"
                            + " room TEXT NOT NULL, sound TEXT NOT NULL, begun INTEGER NOT NULL,"
                            + " step INTEGER NOT NULL, bands INTEGER NOT NULL,"
                            + " lowest REAL NOT NULL, highest REAL NOT NULL, levels BLOB NOT NULL)",
                    "CREATE INDEX IF NOT EXISTS picture_sound ON picture(sound, begun)");

    private static final List<String> TABLES =
            List.of(
                    "CREATE TABLE IF NOT EXISTS alert(id TEXT PRIMARY KEY, raised INTEGER NOT NULL,"
                            + " document TEXT NOT NULL)",
                    "CREATE TABLE IF NOT EXISTS change(seq INTEGER PRIMARY KEY,"
                            + " alert TEXT NOT NULL, state TEXT NOT NULL, time INTEGER NOT NULL,"
                            + " who TEXT NOT NULL)",
                    "CREATE INDEX IF NOT EXISTS change_alert ON change(alert, state)",
                    "CREATE TABLE IF NOT EXISTS waiting(seq INTEGER PRIMARY KEY,"
                            + " notifier TEXT NOT NULL, alert TEXT NOT NULL,"
                            + " UNIQUE(notifier, alert))",
                    "CREATE INDEX IF NOT EXISTS waiting_order ON waiting(notifier, seq)");

    private Schema() {}

    /** Creates or migrates the tables, in one transaction. */
    static void create(Statement statement) throws SQLException {
        if (version(statement) >= VERSION) {
            return;
        }
        statement.execute("BEGIN IMMEDIATE");
        try {
            if (version(statement) < VERSION) { // not done by another connection meanwhile
                migrate(statement);
            }
            statement.execute("COMMIT");
        } catch (SQLException e) {
            statement.execute("ROLLBACK");
            throw e;
        }
    }

    private static void migrate(Statement statement) throws SQLException {
        if (version(statement) < 2) {
            for (String table : TABLES) {
                statement.execute(table);
            }
            adoptPending(statement);
            statement.execute("ALTER TABLE alert ADD COLUMN memento TEXT NOT NULL DEFAULT ''");
        }
        if (version(statement) < 3) {
            for (String step : TIMELINE) {
                statement.execute(step);
            }
        }
        for (String step : SCORES) {
            statement.execute(step);
        }
        for (String step : PICTURES) {
            statement.execute(step);
        }
        statement.execute("PRAGMA user_version = " + VERSION);
    }

    private static int version(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            return row.getInt(1);
        }
    }

    /** Pending deliveries were once in a table without an order. */
    private static void adoptPending(Statement statement) throws SQLException {
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
}
