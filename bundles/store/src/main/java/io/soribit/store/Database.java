// SPDX-License-Identifier: Apache-2.0
package io.soribit.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;

/**
 * An SQLite file with the tables of the {@link Schema}, and its transactions: what is written is on
 * the disk when that returns. Not thread-safe.
 */
final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int BUSY_MILLIS = 1_000;
    private static final int LARGEST_LOG = 1 << 20;

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private boolean grouping;
    private boolean skipped;
    private @Nullable SQLException failure;

    Database(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setJournalSizeLimit(LARGEST_LOG);
        // Not DriverManager: it asks the caller's class loader for the driver.
        connection = config.createConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            Schema.create(statement);
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** What is done in one transaction. */
    @FunctionalInterface
    interface Work {
        void run() throws SQLException;
    }

    /** Makes something of a row. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Writes in one transaction; if one of them fails, nothing is written. */
    void together(Runnable writes) throws SQLException {
        grouping = true;
        failure = null;
        try {
            commit(
                    () -> {
                        writes.run();
                        if (failure != null) {
                            throw failure;
                        }
                    });
        } finally {
            grouping = false;
        }
    }

    /** Whether writes are being made together: none is on the disk yet. */
    boolean grouping() {
        return grouping;
    }

    /** Writes in a transaction of its own, or in that of all that is made together. */
    void write(Work work) throws SQLException {
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
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            try {
                connection.rollback();
            } catch (SQLException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    /** A step of a {@linkplain #write write}. */
    void update(String sql, Object... parameters) throws SQLException {
        @Nullable PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        bind(statement, parameters);
        statement.executeUpdate();
    }

    <T> List<T> rows(String sql, Row<T> row, Object... parameters) throws SQLException {
        List<T> all = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    read(row, result, all);
                }
            }
        } finally {
            // A transaction that only read would keep the log from being shortened.
            connection.rollback();
        }
        return all;
    }

    /** One row that cannot be read must not hide the others. */
    private <T> void read(Row<T> row, ResultSet result, List<T> all) throws SQLException {
        try {
            all.add(row.read(result));
        } catch (RuntimeException e) {
            if (!skipped) {
                LOG.warn("ignoring unreadable rows of the history: {}", e.getMessage(), e);
            }
            skipped = true;
        }
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
            connection.close();
        }
    }
}
