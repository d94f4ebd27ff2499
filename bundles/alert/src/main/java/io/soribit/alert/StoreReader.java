// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import io.soribit.alert.state.Journal;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertStore.Pending;
import io.soribit.api.hub.AlertStore.Unended;
import io.soribit.common.concurrent.SerialExecutor;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reads what an earlier run left in the store, on a thread of its own, again and again until the
 * store answers: a slow disk must not make the hub forget an alert. Thread-safe.
 */
final class StoreReader implements AutoCloseable {
    /** Of what is pending for absent notifiers, so many entries are checked at once. */
    private static final int ORPHANS = 1_000;

    /** Of what happened last, so many changes: those of some dozens of alerts. */
    private static final int LAST = 200;

    /** Takes what was read. */
    interface Listener {
        /**
         * The store has answered.
         *
         * @param last what happened last, the newest first
         */
        void found(List<Unended> unended, List<Pending> pending, List<AlertChange> last);
    }

    private final Journal journal;
    private final Listener listener;
    private final SerialExecutor thread = new SerialExecutor("soribit-alert-recovery");
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile CompletableFuture<Void> answer = CompletableFuture.completedFuture(null);

    StoreReader(Journal journal, Listener listener) {
        this.journal = journal;
        this.listener = listener;
    }

    /** A store has come; done when it has answered and the listener has returned. */
    CompletableFuture<Void> begin() {
        CompletableFuture<Void> next = new CompletableFuture<>();
        answer = next;
        tick();
        return next;
    }

    /** To be called every second: tries again if the store has not answered. */
    void tick() {
        if (!answer.isDone() && running.compareAndSet(false, true)) {
            thread.execute(this::read);
        }
    }

    private void read() {
        try {
            CompletableFuture<Void> current = answer;
            Optional<List<Unended>> unended = journal.unended();
            if (unended.isPresent()) {
                listener.found(unended.get(), journal.pending(ORPHANS), journal.history(LAST));
                current.complete(null);
            }
        } finally {
            running.set(false);
        }
    }

    @Override
    public void close() {
        thread.closeNow();
    }
}
