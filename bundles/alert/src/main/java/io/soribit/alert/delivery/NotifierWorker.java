// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.delivery;

import io.soribit.alert.delivery.DeliveryQueue.Delivery;
import io.soribit.alert.delivery.DeliveryQueue.Kind;
import io.soribit.alert.state.Journal;
import io.soribit.api.Alert;
import io.soribit.api.Notifier;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.AlertStore.Pending;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers alerts to one notifier on a thread of its own. The start of an alert is tried again
 * while it is news: a few times, or with a store, which remembers it, until it is old.
 */
public final class NotifierWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NotifierWorker.class);

    /** Starts that are taken from the store at one time. */
    static final int MOST_STARTS = 64;

    private static final int CAPACITY = 4 * MOST_STARTS;
    private static final int ATTEMPTS = 3;

    /** For so long a reminder is tried again; then the next one comes. */
    private static final Duration REMINDED = Duration.ofMinutes(5);

    private static final long STOP_MILLIS = 2_000;

    /** How the thread pauses before it tries again. */
    @FunctionalInterface
    public interface Pause {
        void of(Duration duration) throws InterruptedException;
    }

    /** Sends what waited in the store. */
    @FunctionalInterface
    public interface Resumption {
        void resume(NotifierWorker worker, List<Pending> waiting);
    }

    private final Notifier notifier;
    private final String id;
    private final Clock clock;
    private final Pause pause;
    private final Duration news;
    private final Journal journal;
    private final Resumption resumption;
    private final SpillTracker overflow = new SpillTracker(MOST_STARTS);
    private final DeliveryQueue queue = new DeliveryQueue(CAPACITY);
    private final DeliveryAttempt attempt;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * @param news for how long the start of an alert is worth telling, unless the notifier knows
     *     better
     * @param resumption called when it has caught up, while more waits in the store
     */
    public NotifierWorker(
            Notifier notifier,
            Clock clock,
            Pause pause,
            Duration news,
            Journal journal,
            Resumption resumption) {
        this.notifier = notifier;
        this.clock = clock;
        this.pause = pause;
        this.journal = journal;
        this.resumption = resumption;
        id = notifier.id();
        attempt = new DeliveryAttempt(notifier, id);
        this.news = retryWindowOf(notifier, news);
        thread = new Thread(this::run, "soribit-alert-" + id);
        thread.start();
    }

    /** The notifier's. */
    public String id() {
        return id;
    }

    private static Duration retryWindowOf(Notifier notifier, Duration usual) {
        try {
            return notifier.retryWindow().orElse(usual);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("notifier {} failed to return its retry window", notifier.id(), e);
            return usual;
        }
    }

    /** For how long the start of an alert is worth telling there. */
    Duration retryWindow() {
        return news;
    }

    /** The notifier's; its id alone if it fails to tell them. */
    Set<String> targets() {
        try {
            return notifier.targets();
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("notifier {} failed to return its targets", id, e);
            return Set.of(id);
        }
    }

    public boolean isReachedBy(Alert alert) {
        Set<String> requested = alert.delivery().targets();
        Set<String> own = targets();
        return requested.isEmpty() || own.isEmpty() || !Collections.disjoint(requested, own);
    }

    /** Takes an alert to deliver; never waits for the notifier. */
    public void send(Alert alert, Instant received) {
        send(new Delivery(Kind.of(alert.event().phase()), alert, received, ""));
    }

    /** Takes that a person has seen an alert. */
    public void acknowledge(AlertChange seen) {
        send(new Delivery(Kind.SEEN, seen.alert(), seen.time(), seen.who()));
    }

    /** Takes that nobody has seen an alert yet. */
    public void remind(Alert alert, Instant now) {
        send(new Delivery(Kind.REMINDER, alert, now, ""));
    }

    /** More waits in the store: it is told of when all else is. */
    void moreWaits() {
        overflow.missed();
        queue.wake();
    }

    private void send(Delivery delivery) {
        boolean late = overflow.some();
        if (journal.store() == null || !overflow.takes(delivery, queue.size())) {
            add(delivery);
        } else if (!late) {
            LOG.warn("notifier {} does not keep up: further alerts wait in the store", id);
        }
    }

    private void add(Delivery delivery) {
        queue.add(delivery)
                .ifPresent(
                        lost -> {
                            LOG.warn(
                                    "notifier {} is too slow: dropping {} ({})",
                                    id,
                                    lost.alert().event().sound().id(),
                                    lost.kind());
                            boolean start = lost.kind() == Kind.START;
                            if (start && journal.store() != null) {
                                overflow.missed();
                            } else if (start) {
                                journal.happened(lost.alert(), AlertState.EXPIRED, id);
                            }
                        });
    }

    private void run() {
        try {
            while (!closed) {
                if (overflow.some() && queue.size() == 0) {
                    catchUp();
                } else {
                    @Nullable Delivery next = queue.take();
                    if (next != null) {
                        deliver(next);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void catchUp() throws InterruptedException {
        long seen = overflow.count();
        Optional<List<Pending>> known = journal.pending(id, MOST_STARTS);
        List<Pending> waiting = known.orElse(List.of());
        if (known.isEmpty()) {
            pause.of(Circuit.LONGEST);
        } else if (waiting.isEmpty()) {
            overflow.empty(seen);
        } else {
            overflow.admit(waiting.stream().map(p -> p.alert().id()).toList());
            resumption.resume(this, waiting);
        }
    }

    private void deliver(Delivery delivery) throws InterruptedException {
        if (delivery.kind() == Kind.START) {
            start(delivery);
        } else if (delivery.kind() == Kind.REMINDER) {
            remind(delivery);
        } else if (attempt.isWorthwhile(delivery.kind())) {
            attempt.attempt(delivery);
        }
    }

    /** What nobody has seen is not forgotten because a lamp could not be reached just then. */
    private void remind(Delivery delivery) throws InterruptedException {
        if (!attempt.attempt(delivery)) {
            pause.of(attempt.pause(0));
            if (!closed && delivery.received().plus(REMINDED).isAfter(clock.instant())) {
                queue.addAgain(delivery);
            }
        }
    }

    private void start(Delivery delivery) throws InterruptedException {
        journal.awaitWritten(delivery.alert());
        Instant deadline = delivery.received().plus(news);
        for (int i = 0; !attempt.attempt(delivery); i++) {
            if (closed) {
                return;
            }
            boolean last = i >= ATTEMPTS && journal.store() == null;
            if (!last) {
                pause.of(attempt.pause(i));
            }
            if (last || clock.instant().isAfter(deadline)) {
                journal.happened(delivery.alert(), AlertState.EXPIRED, id);
                return;
            }
        }
        journal.happened(delivery.alert(), AlertState.DELIVERED, id);
    }

    /** Ends the thread; waits for a delivery at work, for two seconds at most. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(STOP_MILLIS);
            if (thread.isAlive()) {
                LOG.warn("notifier {} does not return: leaving its thread behind", id);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
