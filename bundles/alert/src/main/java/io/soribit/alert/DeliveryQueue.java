// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import io.soribit.api.Alert;
import io.soribit.api.AlertState;
import io.soribit.api.Phase;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Alerts that wait for one notifier. A newer update takes the place of an older one; when it is
 * full, updates give way first, then the oldest alert. Thread-safe.
 */
final class DeliveryQueue {
    /**
     * An alert and when it came.
     *
     * @param seenBy the person who has seen it, if it is told that somebody has; otherwise null
     */
    record Delivery(Alert alert, Instant received, @Nullable String seenBy) {
        boolean isStart() {
            return seenBy == null && alert.event().phase() == Phase.START;
        }

        boolean isEnd() {
            return seenBy == null && alert.event().phase() == Phase.END;
        }

        boolean isUpdate() {
            return seenBy == null && alert.event().phase() == Phase.UPDATE;
        }

        /** For messages to people. */
        String what() {
            return seenBy == null ? alert.event().phase().name() : AlertState.ACKNOWLEDGED.name();
        }
    }

    private final int capacity;
    private final Deque<Delivery> waiting = new ArrayDeque<>();

    DeliveryQueue(int capacity) {
        this.capacity = capacity;
    }

    /** Adds one and returns the one that had to give way, unless that is a mere update. */
    synchronized Optional<Delivery> add(Delivery delivery) {
        @Nullable Delivery lost = null;
        if (delivery.isUpdate()) {
            waiting.removeIf(d -> d.isUpdate() && d.alert.id().equals(delivery.alert.id()));
        }
        if (waiting.size() >= capacity && !removeOldestUpdate()) {
            if (delivery.isUpdate()) {
                return Optional.empty();
            }
            lost = waiting.pollFirst();
        }
        waiting.addLast(delivery);
        notifyAll();
        return Optional.ofNullable(lost);
    }

    synchronized int size() {
        return waiting.size();
    }

    /** Waits for the next alert. */
    synchronized Delivery take() throws InterruptedException {
        @Nullable Delivery next = waiting.pollFirst();
        while (next == null) {
            wait();
            next = waiting.pollFirst();
        }
        return next;
    }

    private boolean removeOldestUpdate() {
        for (Iterator<Delivery> i = waiting.iterator(); i.hasNext(); ) {
            if (i.next().isUpdate()) {
                i.remove();
                return true;
            }
        }
        return false;
    }
}
