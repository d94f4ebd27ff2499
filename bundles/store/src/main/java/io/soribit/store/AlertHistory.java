// SPDX-License-Identifier: Apache-2.0
package io.soribit.store;

import io.soribit.api.Alert;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertStore;
import io.soribit.common.time.MonotonicClock;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps alerts in a file; a failure is logged once, and the file is tried again with each change.
 */
final class AlertHistory implements AlertStore, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertHistory.class);
    private static final Duration TIDY = Duration.ofHours(1);
    private static final Duration CHECKED = Duration.ofSeconds(30);

    /** As many changes as are read at once to see what happened last. */
    private static final int SHORT = 200;

    private final Path path;
    private final Clock clock;
    private final MonotonicClock ticks;
    private final Duration age;
    private final long bytes;
    private final boolean pictures;
    private final Handle writer = new Handle();
    private final Handle reader = new Handle();

    /** For what happened last, which waits for no long history either. */
    private final Handle recent = new Handle();

    private volatile @Nullable String problem;
    private volatile @Nullable Duration worked;
    private volatile boolean damaged;
    private volatile boolean closed;
    private Instant tidied = Instant.MIN;

    /**
     * @param age alerts are forgotten so long after they were raised
     * @param bytes the oldest are forgotten when the file would hold more
     */
    AlertHistory(Path path, Clock clock, Duration age, long bytes) {
        this(path, clock, age, bytes, true);
    }

    /**
     * @param pictures whether pictures of alerts are kept; if not, those that are there are removed
     */
    AlertHistory(Path path, Clock clock, Duration age, long bytes, boolean pictures) {
        this(path, clock, MonotonicClock.SYSTEM, age, bytes, pictures);
    }

    AlertHistory(
            Path path,
            Clock clock,
            MonotonicClock ticks,
            Duration age,
            long bytes,
            boolean pictures) {
        this.ticks = ticks;
        this.pictures = pictures;
        this.path = path;
        this.clock = clock;
        this.age = age;
        this.bytes = bytes;
    }

    /**
     * A connection to the file, guarded by its own monitor: reading a long history must not delay a
     * change. Who holds a reader never asks for the writer.
     */
    private static final class Handle {
        @Nullable HistoryFile file;
    }

    /** What is done with the file. */
    interface Work<T> {
        T on(HistoryFile file) throws SQLException;
    }

    /** Work that changes it. */
    interface Change {
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
    public void skip(String alert, String notifier) {
        change(file -> file.skip(alert, notifier));
    }

    @Override
    public void together(Runnable changes) {
        if (!change(file -> file.together(changes))) {
            changes.run();
        }
    }

    @Override
    public List<Pending> pending(int limit) {
        return readToDeliver(file -> file.pending(limit), List.of());
    }

    @Override
    public List<Pending> pending(String notifier, int limit) {
        return readToDeliver(file -> file.pending(notifier, limit), List.of());
    }

    @Override
    public List<Alert> unended() {
        return read(HistoryFile::unended, List.of());
    }

    @Override
    public List<AlertChange> history(int limit) {
        return read(limit > SHORT ? reader : recent, file -> file.history(limit), List.of());
    }

    @Override
    public Optional<List<Unended>> open() {
        return readToDeliver(file -> Optional.of(file.open()), Optional.empty());
    }

    @Override
    public void remember(String alert, String memento) {
        change(file -> file.remember(alert, memento));
    }

    /**
     * Why it cannot record right now; null if it can. While it can it is tried each half minute at
     * most: flash memory wears out.
     */
    @Nullable String check() {
        Duration before = worked;
        if (problem != null || before == null || ticks.since(before).compareTo(CHECKED) >= 0) {
            change(HistoryFile::check);
        }
        return problem;
    }

    boolean keepsPictures() {
        return pictures;
    }

    boolean change(Change change) {
        synchronized (writer) {
            boolean done = attemptChange(change);
            if (damaged && putAside()) {
                done = attemptChange(change);
            }
            return done;
        }
    }

    private boolean attemptChange(Change change) {
        return attempt(
                writer,
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

    <T> T read(Work<T> work, T otherwise) {
        return read(reader, work, otherwise);
    }

    private <T> T read(Handle handle, Work<T> work, T otherwise) {
        synchronized (handle) {
            return attempt(handle, work, otherwise);
        }
    }

    /** What deliveries wait for: it waits for no long history. */
    private <T> T readToDeliver(Work<T> work, T otherwise) {
        synchronized (writer) {
            return attempt(writer, work, otherwise);
        }
    }

    private <T> T attempt(Handle handle, Work<T> work, T otherwise) {
        if (closed) {
            return otherwise;
        }
        try {
            HistoryFile open = handle.file;
            if (open == null) {
                open = new HistoryFile(path);
                handle.file = open;
            }
            return work.on(open);
        } catch (SQLException | IllegalArgumentException | LinkageError e) {
            damaged = DamagedFile.isDamage(e);
            close(handle);
            if (!damaged) {
                failed(e);
            }
            return otherwise;
        }
    }

    /** Begins a new file in place of a damaged one. */
    private boolean putAside() {
        damaged = false;
        close(writer);
        synchronized (reader) {
            synchronized (recent) {
                close(reader);
                close(recent);
                return moveAside();
            }
        }
    }

    private boolean moveAside() {
        try {
            LOG.error(
                    "{} is damaged: moved it to {} and began a new history. Alerts of before"
                            + " are neither listed nor redelivered",
                    path,
                    DamagedFile.putAside(path, clock.instant()));
            return true;
        } catch (IOException e) {
            failed(e);
            return false;
        }
    }

    private void tidy(HistoryFile open) throws SQLException {
        Instant now = clock.instant();
        if (now.isBefore(tidied.plus(TIDY))) {
            return;
        }
        tidied = now;
        open.forgetBefore(now.minus(age));
        open.scores().forgetBefore(now.minus(ScoreTable.AGE));
        open.pictures().forgetBefore(pictures ? now.minus(ScoreTable.AGE) : now);
        long before = Long.MAX_VALUE;
        for (long size = open.bytes(); size > bytes && size < before; size = open.bytes()) {
            before = size;
            open.scores().forgetTenth();
            open.pictures().forgetTenth();
            open.forgetTenth();
        }
    }

    private void works() {
        worked = ticks.now();
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
                        + " writable. Retrying each half minute, and with each alert";
        problem = message;
        if (first) {
            LOG.error(message, cause);
        }
    }

    private void close(Handle handle) {
        HistoryFile open = handle.file;
        handle.file = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (SQLException e) {
            LOG.warn("cannot close {}", path, e);
        }
    }

    @Override
    public void close() {
        closed = true;
        synchronized (writer) {
            close(writer);
        }
        synchronized (reader) {
            close(reader);
        }
        synchronized (recent) {
            close(recent);
        }
    }
}
