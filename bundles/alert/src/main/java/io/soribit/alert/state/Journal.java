// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.state;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.soribit.api.Alert;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.AlertStore;
import io.soribit.api.hub.AlertStore.Pending;
import io.soribit.api.hub.AlertStore.Unended;
import io.soribit.api.hub.Alerts.Watcher;
import io.soribit.common.concurrent.BoundedMap;
import io.soribit.common.concurrent.SerialExecutor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records what happens to alerts in the store, if there is one, and notifies all watchers. Waiting
 * until a start is written is bounded: a stalled disk must not delay a delivery.
 */
public final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final Duration READ = Duration.ofSeconds(2);
    private static final Duration RECOVERY = Duration.ofMinutes(1);

    private static final int MAX_BATCH = 1_000;
    private static final int CAPACITY = 4 * MAX_BATCH;
    private static final Duration DELAY = Duration.ofMillis(50);

    /** A change that waits for the disk. */
    private record Entry(AlertStore store, AlertChange what, Consumer<AlertStore> change) {}

    /** A start waits so long for other hubs. */
    private static final Duration SHARED = Duration.ofMillis(300);

    private final Clock clock;
    private final Duration timeout;
    private final Confirmations confirmations = new Confirmations(SHARED);
    private final Watchers watchers = new Watchers();
    private final SerialExecutor writer = new SerialExecutor("soribit-alert-journal");
    private final Set<String> unwrittenStarts = ConcurrentHashMap.newKeySet();
    private final Set<String> withdrawn =
            Collections.synchronizedSet(Collections.newSetFromMap(new BoundedMap<>(MAX_BATCH)));
    private final BoundedBatch<Entry> unwritten = new BoundedBatch<>(CAPACITY, DELAY);
    private volatile @Nullable AlertStore store;

    /**
     * @param timeout limit for waiting for the disk
     */
    public Journal(Clock clock, Duration timeout) {
        this.clock = clock;
        this.timeout = timeout;
    }

    public void use(@Nullable AlertStore next) {
        store = next;
    }

    public @Nullable AlertStore store() {
        return store;
    }

    /**
     * An alert has to be delivered to these notifiers from now on; delivery waits {@linkplain
     * #awaitWritten(Alert) until that is written}.
     */
    public void begins(AlertChange change, Collection<String> notifiers) {
        withdrawn.remove(change.alert().id());
        unwrittenStarts.add(change.alert().id());
        note(change, s -> s.add(change, notifiers));
    }

    /** The same for further notifiers of an alert that has begun on another hub. */
    public synchronized void handsOver(
            AlertChange change, String from, Collection<String> notifiers) {
        unwrittenStarts.add(change.alert().id());
        AlertChange taken =
                new AlertChange(change.alert(), AlertState.RAISED, clock.instant(), from);
        record(taken, s -> s.add(taken, notifiers));
        watchers.publish(change);
    }

    /**
     * Records an alert of another hub that is over; nobody is notified.
     *
     * @param by who has acknowledged it; null if nobody has
     */
    public synchronized void past(AlertChange raised, @Nullable String by, Instant over) {
        record(raised, s -> s.add(raised, List.of()));
        if (by != null) {
            AlertChange seen = new AlertChange(raised.alert(), AlertState.ACKNOWLEDGED, over, by);
            record(seen, s -> s.record(seen));
        }
        AlertChange ended = new AlertChange(raised.alert(), AlertState.ENDED, over, "");
        record(ended, s -> s.record(ended));
    }

    /** Publishes the current state of an active alert to watchers; nothing is recorded. */
    public synchronized void show(AlertChange change) {
        watchers.publish(change);
    }

    /** Something else happened. */
    public void happened(Alert alert, AlertState state, String who) {
        happened(new AlertChange(alert, state, clock.instant(), who));
    }

    public void happened(AlertChange change) {
        note(change, s -> s.record(change));
    }

    /**
     * One person has seen an alert, and that does not change its state.
     *
     * @param current the alert as it is now, for watchers
     */
    public synchronized void seen(AlertChange change, AlertChange current) {
        record(change, s -> s.record(change));
        watchers.publish(current);
    }

    /** A notifier has no device for an alert. */
    public synchronized void skip(Alert alert, String notifier) {
        AlertChange change = new AlertChange(alert, AlertState.SENT, clock.instant(), notifier);
        record(change, s -> s.skip(alert.id(), notifier));
    }

    /** Waits until the start of an alert is written and shared, or the timeouts. */
    public void awaitWritten(Alert alert) {
        if (unwrittenStarts.contains(alert.id()) && !writer.ask(() -> true, timeout, false)) {
            LOG.debug("the disk is slow: delivering an alert before it is written");
        }
        confirmations.await(alert.id());
    }

    /** An alert has become part of another one: a start that still waits is not delivered. */
    public void withdraw(Alert alert) {
        withdrawn.add(alert.id());
        confirmations.confirm(alert.id());
    }

    public boolean isWithdrawn(Alert alert) {
        return withdrawn.contains(alert.id());
    }

    /** Alerts that wait for other hubs. */
    public Confirmations confirmations() {
        return confirmations;
    }

    /** What is still to be delivered, the oldest first. */
    public List<Pending> pending(int limit) {
        return read(store -> store.pending(limit));
    }

    /**
     * What is pending for a notifier, the oldest first; empty if the store does not answer in time.
     */
    public Optional<List<Pending>> pending(String notifier, int limit) {
        @Nullable AlertStore present = store;
        return present == null
                ? Optional.empty()
                : writer.ask(
                        () -> Optional.of(present.pending(notifier, limit)),
                        READ,
                        Optional.empty());
    }

    /** What an earlier run left active; empty if the store does not answer. */
    public Optional<List<Unended>> unended() {
        @Nullable AlertStore present = store;
        return present == null
                ? Optional.empty()
                : writer.ask(present::open, RECOVERY, Optional.empty());
    }

    /** What happened last, the newest first; none if the store does not answer in time. */
    public List<AlertChange> history(int limit) {
        return read(store -> store.history(limit));
    }

    /** Keeps a text with an alert that was raised. */
    public synchronized void remember(Alert alert, String memento) {
        AlertChange change = new AlertChange(alert, AlertState.RAISED, clock.instant(), "");
        record(change, s -> s.remember(alert.id(), memento));
    }

    private <T> List<T> read(Function<AlertStore, List<T>> what) {
        @Nullable AlertStore present = store;
        return present == null
                ? List.of()
                : writer.ask(() -> what.apply(present), READ, List.<T>of());
    }

    private synchronized void note(AlertChange change, Consumer<AlertStore> entry) {
        record(change, entry);
        if (change.state().isShared()) {
            watchers.publish(change);
        } else {
            watchers.publishDelivery(change);
        }
    }

    private void record(AlertChange change, Consumer<AlertStore> entry) {
        @Nullable AlertStore present = store;
        if (present != null) {
            if (unwritten.add(new Entry(present, change, entry))) {
                writer.execute(this::write);
            }
        } else {
            unwrittenStarts.remove(change.alert().id());
        }
    }

    /** Writes what accumulated while the disk was busy, in few transactions. */
    private void write() {
        for (int left = unwritten.begin(); left > 0; left -= MAX_BATCH) {
            write(unwritten.take(Math.min(left, MAX_BATCH)));
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
        } catch (Throwable e) { // a store may be a plug-in
            LOG.error("the store of alerts failed: alerts are delivered but not recorded", e);
        }
    }

    /** Adds a watcher that receives these first. */
    public void add(Watcher watcher, List<AlertChange> first) {
        watchers.add(watcher, first);
    }

    public void remove(Watcher watcher) {
        watchers.remove(watcher);
    }

    /** Ends when all is written and published, or after some seconds. */
    @Override
    public void close() {
        writer.close();
        watchers.close();
    }
}
