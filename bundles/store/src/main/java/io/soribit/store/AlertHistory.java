// SPDX-License-Identifier: Apache-2.0
package io.soribit.store;

import io.soribit.api.Alert;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertStore;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps alerts in a file; a failure is logged once, and the file is tried again with each change.
 */
final class AlertHistory implements AlertStore, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertHistory.class);
    private static final Duration TIDY = Duration.ofHours(1);

    private final Path path;
    private final Clock clock;
    private final Duration age;
    private final long bytes;
    private @Nullable HistoryFile file;
    private @Nullable String problem;
    private Instant tidied = Instant.MIN;
    private boolean closed;

    /**
     * @param age alerts are forgotten so long after they were raised
     * @param bytes the oldest are forgotten when the file would hold more
     */
    AlertHistory(Path path, Clock clock, Duration age, long bytes) {
        this.path = path;
        this.clock = clock;
        this.age = age;
        this.bytes = bytes;
    }

    /** What is done with the file. */
    private interface Work<T> {
        T on(HistoryFile file) throws SQLException;
    }

    /** Work that changes it. */
    private interface Change {
        void on(HistoryFile file) throws SQLException;
    }

    @Override
    public void add(AlertChange raised, Collection<String> notifiers) {
        change(file -> file.add(raised, notifiers));
    }

    @Override
    public void record(AlertChange change) {
        change(file -> file.record(change));
    }

    @Override
    public void together(Runnable changes) {
        if (!change(file -> file.together(changes))) {
            changes.run();
        }
    }

    @Override
    public List<Pending> pending(int limit) {
        return attempt(file -> file.pending(limit), List.of());
    }

    @Override
    public List<Pending> pending(String notifier, int limit) {
        return attempt(file -> file.pending(notifier, limit), List.of());
    }

    @Override
    public List<Alert> unended() {
        return attempt(HistoryFile::unended, List.of());
    }

    @Override
    public List<AlertChange> history(int limit) {
        return attempt(file -> file.history(limit), List.of());
    }

    /** Why it cannot record right now; null if it can. */
    @Nullable String check() {
        change(HistoryFile::check);
        synchronized (this) {
            return problem;
        }
    }

    private boolean change(Change change) {
        return attempt(
                file -> {
                    change.on(file);
                    if (!file.grouping()) {
                        tidy(file);
                        works();
                    }
                    return true;
                },
                false);
    }

    private synchronized <T> T attempt(Work<T> work, T otherwise) {
        if (closed) {
            return otherwise;
        }
        try {
            HistoryFile open = file;
            if (open == null) {
                open = new HistoryFile(path);
                file = open;
            }
            return work.on(open);
        } catch (SQLException | IllegalArgumentException | LinkageError e) {
            failed(e);
            return otherwise;
        }
    }

    private void tidy(HistoryFile open) throws SQLException {
        Instant now = clock.instant();
        if (now.isBefore(tidied.plus(TIDY))) {
            return;
        }
        tidied = now;
        open.forgetBefore(now.minus(age));
        long before = Long.MAX_VALUE;
        for (long size = open.bytes(); size > bytes && size < before; size = open.bytes()) {
            before = size;
            open.forgetTenth();
        }
    }

    private void works() {
        if (problem != null) {
            LOG.info("recording alerts in {} again", path);
        }
        problem = null;
    }

    private void failed(Throwable cause) {
        boolean first = problem == null;
        String message =
                "alerts cannot be recorded in "
                        + path
                        + " ("
                        + cause.getMessage()
                        + "): they are delivered, but not redelivered after a restart, and the history"
                        + " has a gap. Make room on the disk and make that file and its folder"
                        + " writable; if it is damaged, move it away. Retrying with"
                        + " each alert";
        problem = message;
        if (first) {
            LOG.error(message, cause);
        }
        close(file);
        file = null;
    }

    private void close(@Nullable HistoryFile open) {
        try {
            if (open != null) {
                open.close();
            }
        } catch (SQLException e) {
            LOG.warn("cannot close {}", path, e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        close(file);
        file = null;
    }
}
