// SPDX-License-Identifier: Apache-2.0
package io.soribit.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables of the history: alerts, their changes, and pending deliveries. */
final class Schema {
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

    private Schema() {}

    /** Makes those that are missing. */
    static void create(Statement statement) throws SQLException {
        for (String table : TABLES) {
            statement.execute(table);
        }
        adopt(statement);
    }

    /** Migrates pending deliveries of an earlier version. */
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
}
