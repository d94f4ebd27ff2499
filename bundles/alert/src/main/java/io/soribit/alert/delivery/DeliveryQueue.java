// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.delivery;

import io.soribit.api.Alert;
import io.soribit.api.Phase;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Alerts that wait for one notifier. A newer update takes the place of an older one; when it is
 * full, updates and reminders give way first, then the oldest alert. Thread-safe.
 */
final class DeliveryQueue {
    /** What a notifier is received. */
    enum Kind {
        START,
        UPDATE,
        END,
        /** Somebody has seen it. */
        SEEN,
        /** Nobody has seen it yet. */
        REMINDER;

        static Kind of(Phase phase) {
            return switch (phase) {
                case START -> START;
                case UPDATE -> UPDATE;
                case END -> END;
            };
        }

        /** Whether a later one of its kind replaces it. */
        boolean isPassing() {
            return this == UPDATE || this == REMINDER;
        }
    }

    /**
     * An alert and when it came.
     *
     * @param who has seen it; otherwise empty
     */
    record Delivery(Kind kind, Alert alert, Instant received, String who) {
        boolean replaces(Delivery older) {
            return kind.isPassing() && kind == older.kind && alert.id().equals(older.alert.id());
        }
    }

    private final int capacity;
    private final Deque<Delivery> waiting = new ArrayDeque<>();
    private boolean woken;

    DeliveryQueue(int capacity) {
        this.capacity = capacity;
    }

    /**
     * Adds one and returns the one that had to give way, unless that is a mere update or reminder.
     */
    synchronized Optional<Delivery> add(Delivery delivery) {
        @Nullable Delivery lost = null;
        waiting.removeIf(delivery::replaces);
        if (waiting.size() >= capacity && !removeOldestPassing()) {
            if (delivery.kind.isPassing()) {
                return Optional.empty();
            }
            lost = waiting.pollFirst();
        }
        waiting.addLast(delivery);
        notifyAll();
        return Optional.ofNullable(lost);
    }

    /** Adds a reminder that failed, unless it is out of date by now. */
    synchronized void addAgain(Delivery reminder) {
        String id = reminder.alert.id();
        boolean outdated =
                waiting.stream()
                        .filter(d -> d.alert.id().equals(id))
                        .anyMatch(d -> d.kind == Kind.SEEN || d.kind == Kind.REMINDER);
        if (!outdated && waiting.size() < capacity) {
            waiting.addLast(reminder);
        }
    }

    synchronized int size() {
        return waiting.size();
    }

    /** Waits for the next alert; null after {@link #wake()}. */
    synchronized @Nullable Delivery take() throws InterruptedException {
        while (waiting.isEmpty() && !woken) {
            wait();
        }
        woken = false;
        return waiting.pollFirst();
    }

    /** Makes {@link #take} return. */
    synchronized void wake() {
        woken = true;
        notifyAll();
    }

    private boolean removeOldestPassing() {
        for (Iterator<Delivery> i = waiting.iterator(); i.hasNext(); ) {
            if (i.next().kind.isPassing()) {
                i.remove();
                return true;
            }
        }
        return false;
    }
}
