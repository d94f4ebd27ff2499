// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.delivery;

import io.soribit.alert.delivery.Delivery.Kind;
import io.soribit.alert.state.Clocks;
import io.soribit.alert.state.Journal;
import io.soribit.api.Alert;
import io.soribit.api.Notifier;
import io.soribit.api.Receipt;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.AlertStore.Pending;
import io.soribit.common.plugin.Thrown;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers alerts to one notifier on a thread of its own, which alone calls the notifier. */
public final class NotifierWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NotifierWorker.class);

    private static final int CAPACITY = 4 * CatchUp.MOST_STARTS;

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
        void delivered(NotifierWorker worker, Alert alert, Receipt receipt);
    }

    private final Notifier notifier;
    private final Clocks clocks;
    private final Journal journal;
    private final Listener listener;
    private final DeliveryQueue queue;
    private final CatchUp catchUp;
    private final Deliverer deliverer;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Thread thread;
    private volatile boolean refreshDue;
    private volatile boolean closed;
    private boolean introduced; // touched by the thread alone

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
        this.journal = journal;
        this.listener = listener;
        queue = new DeliveryQueue(CAPACITY, clocks.monotonic(), pause);
        deliverer =
                new Deliverer(
                        notifier,
                        clocks.monotonic(),
                        usualWindow,
                        journal,
                        queue,
                        (alert, receipt) -> listener.delivered(this, alert, receipt));
        catchUp = new CatchUp(clocks.monotonic(), journal, this::holds);
        thread = new Thread(this::run, "soribit-alert-" + id());
    }

    /** Begins to call the notifier. */
    public void start() {
        thread.start();
    }

    /**
     * Done when the id and targets of the notifier are known, and it has been announced as ready.
     */
    public CompletableFuture<Void> ready() {
        return ready;
    }

    /** The notifier's id. */
    public String id() {
        return deliverer.profile().id();
    }

    /** How many deliveries wait here. */
    public int waiting() {
        return queue.size();
    }

    boolean isFor(Notifier other) {
        return notifier == other;
    }

    Duration retryWindow() {
        return deliverer.retryWindow();
    }

    public Set<String> targets() {
        return deliverer.profile().targets();
    }

    public boolean isReachedBy(Alert alert) {
        return deliverer.profile().isReachedBy(alert);
    }

    /** Whether people see what it shows; a record of alerts has no targets. */
    public boolean reachesPeople() {
        return !deliverer.profile().targets().isEmpty();
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

    /** What is wrong with a notifier that has not returned for half a minute; empty if nothing. */
    public String problem() {
        String call = deliverer.blocking();
        return call.isEmpty()
                ? ""
                : "notifier " + id() + " does not return from " + call + ": its alerts wait";
    }

    /** The class of the notifier. */
    public Class<?> type() {
        return notifier.getClass();
    }

    /** The notifier has the start of an alert since an earlier run. */
    public void markStarted(String alert) {
        deliverer.markStarted(alert);
    }

    /** Whether the start of an alert waits here, or has been delivered. */
    boolean holds(String alert) {
        return deliverer.hasDelivered(alert) || queue.holdsStart(alert);
    }

    /** More waits in the store: it is read when all else is delivered. */
    public void moreWaits() {
        catchUp.missed();
        queue.wake();
    }

    /** To be called every second. */
    public void tick() {
        deliverer.checkBlocked(thread);
        refreshDue = true;
        queue.wake();
    }

    private Duration now() {
        return clocks.monotonic().now();
    }

    private void send(Delivery delivery) {
        boolean late = catchUp.isDue();
        if (journal.store() == null || !catchUp.takes(delivery, queue.size())) {
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
            catchUp.missed();
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
                LOG.error("notifier {}: its worker failed; it continues", id(), Thrown.readable(e));
            }
        }
    }

    private void step() throws InterruptedException {
        if (!introduced) {
            introduce();
        } else if (refreshDue) {
            refreshDue = false;
            deliverer.refresh();
        } else if (!(queue.isIdle() && catchUp.next(id(), this::resume))) {
            @Nullable Delivery next = queue.take();
            if (next != null) {
                deliverer.deliver(next);
            }
        }
    }

    private void introduce() {
        deliverer.refresh();
        introduced = true;
        thread.setName("soribit-alert-" + id());
        listener.ready(this, catchUp.first(id()));
        ready.complete(null);
    }

    private void resume(List<Pending> waiting) {
        listener.resume(this, waiting);
    }

    /** Ends the thread; waits for a delivery at work, for two seconds at most. */
    @Override
    public void close() {
        closed = true;
        deliverer.close();
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
