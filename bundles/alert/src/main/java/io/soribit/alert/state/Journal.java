// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.state;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.soribit.api.Alert;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.AlertStore;
import io.soribit.api.hub.AlertStore.Pending;
import io.soribit.api.hub.Alerts.Watcher;
import io.soribit.common.concurrent.SerialExecutor;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the store, if one is there, and all watchers what happens to alerts. Who has to know that
 * something is written waits for it, though not long: a disk that stalls must not keep a lamp from
 * flashing.
 */
public final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final Duration READ = Duration.ofSeconds(2);

    private static final int MOST_TOGETHER = 1_000;
    private static final int CROWD = 4 * MOST_TOGETHER;
    private static final Duration DELAY = Duration.ofMillis(50);

    /** A change that waits for the disk. */
    private record Entry(AlertStore store, AlertChange what, Consumer<AlertStore> change) {}

    private final Clock clock;
    private final Duration patience;
    private final Watchers watchers = new Watchers();
    private final SerialExecutor writer = new SerialExecutor("soribit-alert-journal");
    private final Set<String> unwrittenStarts = ConcurrentHashMap.newKeySet();
    private final BoundedBatch<Entry> unwritten = new BoundedBatch<>(CROWD, DELAY);
    private volatile @Nullable AlertStore store;

    /**
     * @param patience how long to wait for the disk
     */
    public Journal(Clock clock, Duration patience) {
        this.clock = clock;
        this.patience = patience;
    }

    public void use(@Nullable AlertStore next) {
        store = next;
    }

    public @Nullable AlertStore store() {
        return store;
    }

    /**
     * An alert begins, and these notifiers are to be told of it; who tells it waits {@linkplain
     * #awaitWritten(Alert) until that is written}.
     */
    public void raised(Alert alert, Collection<String> notifiers) {
        begins(new AlertChange(alert, AlertState.RAISED, clock.instant(), ""), notifiers);
    }

    /** These notifiers are to be told of an alert from now on. */
    public void begins(AlertChange change, Collection<String> notifiers) {
        unwrittenStarts.add(change.alert().id());
        note(change, s -> s.add(change, notifiers));
    }

    /** Watchers see an alert that goes on as it is now; there is nothing to write down. */
    public synchronized void show(AlertChange change) {
        watchers.tell(change);
    }

    /** Something else happened. */
    public void happened(Alert alert, AlertState state, String who) {
        happened(new AlertChange(alert, state, clock.instant(), who));
    }

    public void happened(AlertChange change) {
        note(change, s -> s.record(change));
    }

    /** Waits until the start of an alert is written, or patience is over. */
    public void awaitWritten(Alert alert) {
        if (unwrittenStarts.contains(alert.id()) && !writer.ask(() -> true, patience, false)) {
            LOG.debug("the disk is slow: alerts go on while it writes");
        }
    }

    /** What is still to be delivered, the oldest first. */
    public List<Pending> pending(int limit) {
        return read(store -> store.pending(limit));
    }

    /** What a notifier is still to be told of, the oldest first; empty if it is not known now. */
    public Optional<List<Pending>> pending(String notifier, int limit) {
        @Nullable AlertStore present = store;
        return present == null
                ? Optional.empty()
                : writer.ask(
                        () -> Optional.of(present.pending(notifier, limit)),
                        READ,
                        Optional.empty());
    }

    /** Ids of alerts that somebody has seen, by the last changes. */
    public Set<String> seen(int changes) {
        return read(store -> store.history(changes)).stream()
                .filter(change -> change.state() == AlertState.ACKNOWLEDGED)
                .map(change -> change.alert().id())
                .collect(Collectors.toSet());
    }

    public List<Alert> unended() {
        return read(AlertStore::unended);
    }

    private <T> List<T> read(Function<AlertStore, List<T>> what) {
        @Nullable AlertStore present = store;
        return present == null
                ? List.of()
                : writer.ask(() -> what.apply(present), READ, List.<T>of());
    }

    private synchronized void note(AlertChange change, Consumer<AlertStore> entry) {
        @Nullable AlertStore present = store;
        if (present != null) {
            if (unwritten.add(new Entry(present, change, entry))) {
                writer.execute(this::write);
            }
        } else {
            unwrittenStarts.remove(change.alert().id());
        }
        if (change.state().goesOn() || change.state() == AlertState.ENDED) {
            watchers.tell(change);
        }
    }

    /** Writes what has gathered while the disk was busy, in few goes. */
    private void write() {
        for (int left = unwritten.begin(); left > 0; left -= MOST_TOGETHER) {
            write(unwritten.take(Math.min(left, MOST_TOGETHER)));
        }
    }

    private void write(List<Entry> entries) {
        entries.stream()
                .collect(groupingBy(Entry::store, LinkedHashMap::new, toList()))
                .forEach(Journal::write);
        entries.stream()
                .map(Entry::what)
                .filter(c -> c.state() == AlertState.RAISED || c.state() == AlertState.ESCALATED)
                .forEach(c -> unwrittenStarts.remove(c.alert().id()));
    }

    private static void write(AlertStore store, List<Entry> entries) {
        try {
            store.together(() -> entries.forEach(entry -> entry.change.accept(store)));
        } catch (RuntimeException | LinkageError e) {
            LOG.error("the store of alerts failed; they are delivered without it", e);
        }
    }

    /** Adds a watcher that first sees these. */
    public void add(Watcher watcher, List<AlertChange> first) {
        watchers.add(watcher, first);
    }

    public void remove(Watcher watcher) {
        watchers.remove(watcher);
    }

    /** Ends when all is written and told, or after some seconds. */
    @Override
    public void close() {
        writer.close();
        watchers.close();
    }
}
