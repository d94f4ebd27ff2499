// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.delivery;

import io.soribit.alert.delivery.Delivery.Kind;
import io.soribit.alert.state.AlertIds;
import io.soribit.alert.state.Clocks;
import io.soribit.alert.state.Journal;
import io.soribit.api.Alert;
import io.soribit.api.Notifier;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.AlertStore.Pending;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers alerts to one notifier on a thread of its own, which alone calls the notifier. A failed
 * start, end or acknowledgement is retried within the retry window; an end is delivered only after
 * its start.
 */
public final class NotifierWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NotifierWorker.class);

    /** Starts that are taken from the store at one time. */
    static final int MOST_STARTS = 64;

    private static final int CAPACITY = 4 * MOST_STARTS;

    /** Further attempts at a start without a store. */
    private static final int ATTEMPTS = 3;

    /** A failed reminder is retried for so long; then the next one is due. */
    private static final Duration REMINDER_WINDOW = Duration.ofMinutes(5);

    /** A delivery that is younger counts as current. */
    private static final Duration CURRENT = Duration.ofSeconds(10);

    private static final long STOP_MILLIS = 2_000;

    /** What a worker reports; called on the worker's thread. */
    public interface Listener {
        /**
         * The notifier can be used.
         *
         * @param waiting what the store holds for it, the oldest first
         */
        void ready(NotifierWorker worker, List<Pending> waiting);

        /** The worker has caught up, and this is next in the store. */
        void resume(NotifierWorker worker, List<Pending> waiting);

        /** The notifier has the start of an alert. */
        void delivered(NotifierWorker worker, Alert alert);
    }

    private final Notifier notifier;
    private final ProfileReader reader;
    private final Clocks clocks;
    private final Duration usualWindow;
    private final Journal journal;
    private final Listener listener;
    private final SpillTracker spill = new SpillTracker(MOST_STARTS);
    private final DeliveryQueue queue;
    private final CallMonitor calls = new CallMonitor();
    private final AlertIds started = new AlertIds(); // also by a reminder: these can end
    private final AlertIds delivered = new AlertIds();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Thread thread;
    private volatile Profile profile;
    private volatile boolean refreshDue;
    private volatile boolean closed;
    private @Nullable DeliveryAttempt attempts; // touched by the thread alone
    private Duration catchUpAt;

    /**
     * @param usualWindow for how long the start of an alert is retried, unless the notifier sets it
     */
    public NotifierWorker(
            Notifier notifier,
            Clocks clocks,
            Pause pause,
            Duration usualWindow,
            Journal journal,
            Listener listener) {
        this.notifier = notifier;
        this.clocks = clocks;
        this.usualWindow = usualWindow;
        this.journal = journal;
        this.listener = listener;
        reader = new ProfileReader(notifier);
        queue = new DeliveryQueue(CAPACITY, clocks.monotonic(), pause);
        String name = notifier.getClass().getName();
        profile = new Profile(name, Set.of(), Optional.empty());
        catchUpAt = now();
        thread = new Thread(this::run, "soribit-alert-" + name);
    }

    /** Begins to call the notifier. */
    public void start() {
        thread.start();
    }

    /** Done when the notifier has said what it is, and has been announced as ready. */
    public CompletableFuture<Void> ready() {
        return ready;
    }

    /** The notifier's id. */
    public String id() {
        return profile.id();
    }

    boolean isFor(Notifier other) {
        return notifier == other;
    }

    Duration retryWindow() {
        return profile.retryWindow().orElse(usualWindow);
    }

    Set<String> targets() {
        return profile.targets();
    }

    public boolean isReachedBy(Alert alert) {
        return profile.isReachedBy(alert);
    }

    /** Whether people see what it shows; a record of alerts has no targets. */
    public boolean reachesPeople() {
        return !profile.targets().isEmpty();
    }

    /** Takes an alert to deliver; never waits for the notifier. */
    public void send(Alert alert, Duration received) {
        send(new Delivery(Kind.of(alert.event().phase()), alert, received, ""));
    }

    /** Takes that a person has acknowledged an alert. */
    public void acknowledge(AlertChange seen) {
        send(new Delivery(Kind.SEEN, seen.alert(), now(), seen.who()));
    }

    /** Takes that nobody has acknowledged an alert yet. */
    public void remind(Alert alert) {
        send(new Delivery(Kind.REMINDER, alert, now(), ""));
    }

    /** The notifier has the start of an alert since an earlier run. */
    public void markStarted(String alert) {
        started.add(alert);
    }

    /** Whether the start of an alert waits here, or has been delivered. */
    boolean holds(String alert) {
        return delivered.contains(alert) || queue.holdsStart(alert);
    }

    /** More waits in the store: it is read when all else is delivered. */
    public void moreWaits() {
        spill.missed();
        queue.wake();
    }

    /** To be called every second. */
    public void tick() {
        calls.check(now(), id(), thread);
        refreshDue = true;
        queue.wake();
    }

    private Duration now() {
        return clocks.monotonic().now();
    }

    private void send(Delivery delivery) {
        boolean late = spill.some();
        if (journal.store() == null || !spill.takes(delivery, queue.size())) {
            queue.add(delivery).ifPresent(this::dropped);
        } else if (!late) {
            LOG.warn("notifier {} does not keep up: further alerts wait in the store", id());
        }
    }

    private void dropped(Delivery lost) {
        LOG.warn(
                "notifier {} is too slow: dropping {} ({})",
                id(),
                lost.alert().event().sound().id(),
                lost.kind());
        if (lost.kind() == Kind.START && journal.store() != null) {
            spill.missed();
        } else if (lost.kind() == Kind.START) {
            journal.happened(lost.alert(), AlertState.EXPIRED, id());
        }
    }

    private void run() {
        while (!closed) {
            try {
                step();
            } catch (InterruptedException e) {
                LOG.debug("notifier {}: interrupted", id(), e);
            } catch (Throwable e) { // whatever it is, later alerts must be delivered
                LOG.error("notifier {}: its worker failed; it continues", id(), e);
            }
        }
    }

    private void step() throws InterruptedException {
        DeliveryAttempt known = attempts;
        if (known == null) {
            introduce();
        } else if (refreshDue) {
            refreshDue = false;
            call("targets", () -> profile = reader.read());
        } else if (!(spill.some() && queue.isIdle() && catchUp())) {
            @Nullable Delivery next = queue.take();
            if (next != null) {
                deliver(next, known);
            }
        }
    }

    private void introduce() {
        call("id", () -> profile = reader.read());
        attempts = new DeliveryAttempt(notifier, id());
        thread.setName("soribit-alert-" + id());
        Optional<List<Pending>> waiting = journal.pending(id(), MOST_STARTS);
        boolean unknown = waiting.isEmpty() && journal.store() != null;
        if (unknown || waiting.orElse(List.of()).size() == MOST_STARTS) {
            spill.missed();
        }
        listener.ready(this, waiting.orElse(List.of()));
        ready.complete(null);
    }

    /** Whether that has added something to deliver. */
    private boolean catchUp() {
        if (now().compareTo(catchUpAt) < 0) {
            return false;
        }
        long seen = spill.count();
        Optional<List<Pending>> answer = journal.pending(id(), MOST_STARTS);
        List<Pending> waiting =
                answer.orElse(List.of()).stream().filter(p -> !holds(p.alert().id())).toList();
        boolean allHeld = waiting.isEmpty() && answer.orElse(List.of()).size() == MOST_STARTS;
        if (answer.isEmpty() || allHeld) {
            catchUpAt = now().plus(Circuit.LONGEST);
        } else if (waiting.isEmpty()) {
            spill.empty(seen);
        } else {
            spill.admit(waiting.stream().map(p -> p.alert().id()).toList());
            listener.resume(this, waiting);
        }
        return !waiting.isEmpty();
    }

    private void deliver(Delivery next, DeliveryAttempt attempt) {
        String alert = next.id();
        boolean opens = next.kind() == Kind.START || next.kind() == Kind.REMINDER;
        if (!opens && !started.contains(alert)) {
            LOG.debug("notifier {}: no {} of {}: it has no start", id(), next.kind(), alert);
            return;
        }
        if (next.kind() == Kind.UPDATE && attempt.isCircuitOpen()) {
            return;
        }
        if (next.kind() == Kind.START) {
            journal.awaitWritten(next.alert());
        }
        Duration waited = now().minus(next.received());
        if (waited.compareTo(window(next.kind())) > 0) {
            expire(next);
        } else if (attempt(next, waited, attempt)) {
            succeeded(next);
        } else {
            retry(next, attempt);
        }
    }

    private boolean attempt(Delivery next, Duration waited, DeliveryAttempt attempt) {
        Duration age = next.alert().age().plus(waited);
        boolean late = next.kind() == Kind.START && age.compareTo(CURRENT) >= 0;
        Alert alert = next.alert().aged(late ? age : Duration.ZERO);
        boolean[] done = new boolean[1];
        if (call(next.kind().name(), () -> done[0] = attempt.attempt(next, alert))) {
            attempt.blocked();
        }
        return done[0];
    }

    /** Whether that took too long. */
    private boolean call(String what, Runnable foreign) {
        calls.begin(what, now());
        try {
            foreign.run();
        } finally {
            if (!closed) {
                Thread.interrupted(); // it was for the call
            }
        }
        return calls.end(now());
    }

    private void succeeded(Delivery delivery) {
        switch (delivery.kind()) {
            case START -> {
                started.add(delivery.id());
                delivered.add(delivery.id());
                journal.happened(delivery.alert(), AlertState.DELIVERED, id());
                listener.delivered(this, delivery.alert());
            }
            case REMINDER -> started.add(delivery.id());
            default -> {}
        }
    }

    private void retry(Delivery failed, DeliveryAttempt attempt) {
        boolean last = failed.attempts() >= ATTEMPTS && journal.store() == null;
        if (closed || failed.kind() == Kind.UPDATE) {
            return;
        }
        if (failed.kind() == Kind.START && last) {
            expire(failed);
            return;
        }
        Duration again = now().plus(attempt.pause(failed.attempts()));
        if (attempt.isCircuitOpen()) {
            queue.holdUntil(again);
        }
        queue.addAgain(failed.retryAt(again));
    }

    private void expire(Delivery old) {
        if (old.kind() == Kind.START) {
            journal.happened(old.alert(), AlertState.EXPIRED, id());
        } else {
            LOG.debug("notifier {}: {} of {} has expired", id(), old.kind(), old.id());
        }
    }

    private Duration window(Kind kind) {
        return kind == Kind.REMINDER ? REMINDER_WINDOW : retryWindow();
    }

    /** Ends the thread; waits for a delivery at work, for two seconds at most. */
    @Override
    public void close() {
        closed = true;
        queue.wake();
        thread.interrupt();
        try {
            thread.join(STOP_MILLIS);
            if (thread.isAlive()) {
                LOG.warn("notifier {} does not return: leaving its thread behind", id());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
