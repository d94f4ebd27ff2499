// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.delivery;

import io.soribit.alert.delivery.Delivery.Kind;
import io.soribit.alert.state.Journal;
import io.soribit.api.Alert;
import io.soribit.api.Notifier;
import io.soribit.api.Receipt;
import io.soribit.api.hub.AlertState;
import io.soribit.common.concurrent.RecentIds;
import io.soribit.common.time.MonotonicClock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls one notifier. A failed start, end or acknowledgement is put back into the queue within the
 * retry window; an end is delivered only after its start. What its worker's thread does not call is
 * thread-safe.
 */
final class Deliverer {
    private static final Logger LOG = LoggerFactory.getLogger(Deliverer.class);

    /** Further attempts at a start without a store. */
    private static final int ATTEMPTS = 3;

    /** A failed reminder is retried for so long; then the next one is due. */
    private static final Duration REMINDER_WINDOW = Duration.ofMinutes(5);

    /** A delivery that is younger counts as current. */
    private static final Duration CURRENT = Duration.ofSeconds(10);

    private final Notifier notifier;
    private final MonotonicClock clock;
    private final Duration usualWindow;
    private final Journal journal;
    private final DeliveryQueue queue;
    private final BiConsumer<Alert, Receipt> onDelivered;
    private final ProfileReader reader;
    private final CallMonitor calls = new CallMonitor();

    /** Of so many alerts it is remembered that they were delivered. */
    private static final int REMEMBERED = 10_000;

    private final RecentIds started =
            new RecentIds(REMEMBERED); // also by a reminder: these can end
    private final RecentIds delivered = new RecentIds(REMEMBERED);
    private volatile Profile profile;
    private volatile boolean closed;
    private @Nullable DeliveryAttempt attempts; // touched by the thread alone

    /**
     * @param usualWindow for how long the start of an alert is retried, unless the notifier sets it
     * @param onDelivered receives each alert whose start the notifier has, and what that means
     */
    Deliverer(
            Notifier notifier,
            MonotonicClock clock,
            Duration usualWindow,
            Journal journal,
            DeliveryQueue queue,
            BiConsumer<Alert, Receipt> onDelivered) {
        this.notifier = notifier;
        this.clock = clock;
        this.usualWindow = usualWindow;
        this.journal = journal;
        this.queue = queue;
        this.onDelivered = onDelivered;
        reader = new ProfileReader(notifier);
        profile = new Profile(notifier.getClass().getName(), Set.of(), Optional.empty());
    }

    /** The last known profile of the notifier; before {@link #refresh}, its class as its id. */
    Profile profile() {
        return profile;
    }

    Duration retryWindow() {
        return profile.retryWindow().orElse(usualWindow);
    }

    /** Asks the notifier for its profile. */
    void refresh() {
        call("id, targets or retryWindow", () -> profile = reader.read());
    }

    /** The notifier has the start of an alert since an earlier run. */
    void markStarted(String alert) {
        started.add(alert);
    }

    boolean hasDelivered(String alert) {
        return delivered.contains(alert);
    }

    /** To be called every second: interrupts a call that takes too long. */
    void checkBlocked(Thread thread) {
        calls.check(clock.now(), profile.id(), thread);
    }

    /** What the notifier does not return from; empty if it does. */
    String blocking() {
        return calls.blocking(clock.now());
    }

    /** Nothing is retried any more. */
    void close() {
        closed = true;
    }

    private DeliveryAttempt attempts() {
        DeliveryAttempt known = attempts;
        if (known == null) {
            known = new DeliveryAttempt(notifier, profile.id());
            attempts = known;
        }
        return known;
    }

    /** Delivers one, retries it later, or lets it expire. Takes as long as the notifier does. */
    void deliver(Delivery next) {
        DeliveryAttempt attempt = attempts();
        String alert = next.id();
        boolean opens = next.kind() == Kind.START || next.kind() == Kind.REMINDER;
        if (!opens && !started.contains(alert)) {
            LOG.debug(
                    "notifier {}: no {} of {}: it has no start", profile.id(), next.kind(), alert);
            return;
        }
        if (next.kind() == Kind.UPDATE && attempt.isCircuitOpen()) {
            return;
        }
        if (next.kind() == Kind.START) {
            journal.awaitWritten(next.alert());
            if (journal.isWithdrawn(next.alert())) {
                journal.skip(next.alert(), profile.id());
                return;
            }
        }
        Duration waited = clock.now().minus(next.received());
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
        calls.begin(what, clock.now());
        try {
            foreign.run();
        } finally {
            if (!closed) {
                Thread.interrupted(); // it was for the call
            }
        }
        return calls.end(clock.now());
    }

    private void succeeded(Delivery delivery) {
        switch (delivery.kind()) {
            case START -> {
                started.add(delivery.id());
                delivered.add(delivery.id());
                started(delivery.alert());
            }
            case REMINDER -> started.add(delivery.id());
            default -> {}
        }
    }

    private void started(Alert alert) {
        Receipt[] receipt = {Receipt.DELIVERED};
        call("receipt", () -> receipt[0] = reader.receipt(profile.id(), alert));
        switch (receipt[0]) {
            case DELIVERED -> journal.happened(alert, AlertState.DELIVERED, profile.id());
            case SENT -> journal.happened(alert, AlertState.SENT, profile.id());
            case NO_DEVICE -> journal.skip(alert, profile.id());
        }
        onDelivered.accept(alert, receipt[0]);
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
        Duration again = clock.now().plus(attempt.pause(failed.attempts()));
        if (attempt.isCircuitOpen()) {
            queue.holdUntil(again);
        }
        queue.addAgain(failed.retryAt(again));
    }

    private void expire(Delivery old) {
        if (old.kind() == Kind.START) {
            journal.happened(old.alert(), AlertState.EXPIRED, profile.id());
        } else {
            LOG.debug("notifier {}: {} of {} has expired", profile.id(), old.kind(), old.id());
        }
    }

    private Duration window(Kind kind) {
        return kind == Kind.REMINDER ? REMINDER_WINDOW : retryWindow();
    }
}
