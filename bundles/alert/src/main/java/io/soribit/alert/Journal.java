// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import io.soribit.api.Alert;
import io.soribit.api.AlertChange;
import io.soribit.api.AlertState;
import io.soribit.api.AlertStore;
import io.soribit.api.Alerts.Watcher;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the store, if one is there, and all watchers what happens to alerts. The store has written
 * it when a method returns; watchers see it in the same order on a thread of their own.
 */
final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final long STOP_SECONDS = 2;

    private final Clock clock;
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "soribit-alert-watchers"));
    private volatile @Nullable AlertStore store;

    Journal(Clock clock) {
        this.clock = clock;
    }

    void use(@Nullable AlertStore next) {
        store = next;
    }

    @Nullable AlertStore store() {
        return store;
    }

    /** An alert begins, and these notifiers are to be told of it. */
    synchronized void raised(Alert alert, Collection<String> notifiers) {
        AlertChange change = new AlertChange(alert, AlertState.RAISED, clock.instant(), "");
        write(s -> s.add(change, notifiers));
        tell(change);
    }

    /** Something else happened. */
    synchronized void happened(Alert alert, AlertState state, String who) {
        happened(new AlertChange(alert, state, clock.instant(), who));
    }

    synchronized void happened(AlertChange change) {
        write(s -> s.record(change));
        tell(change);
    }

    /** Adds a watcher that first sees these. */
    void add(Watcher watcher, List<AlertChange> first) {
        execute(
                () -> {
                    first.forEach(change -> tell(watcher, change));
                    watchers.add(watcher);
                });
    }

    void remove(Watcher watcher) {
        execute(() -> watchers.remove(watcher));
    }

    /** What is written. */
    private interface Entry {
        void into(AlertStore store);
    }

    private void write(Entry entry) {
        @Nullable AlertStore present = store;
        try {
            if (present != null) {
                entry.into(present);
            }
        } catch (RuntimeException | LinkageError e) {
            LOG.error("the store of alerts failed; they are delivered without it", e);
        }
    }

    private void tell(AlertChange change) {
        execute(() -> watchers.forEach(watcher -> tell(watcher, change)));
    }

    private static void tell(Watcher watcher, AlertChange change) {
        try {
            watcher.onChange(change);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("a watcher of alerts failed at {}", change.alert().id(), e);
        }
    }

    private void execute(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("the alerts have ended: nobody is told any more", e);
        }
    }

    /** Ends the thread after what is waiting was told, for two seconds at most. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
                LOG.warn("a watcher of alerts blocks: its thread is left behind");
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
