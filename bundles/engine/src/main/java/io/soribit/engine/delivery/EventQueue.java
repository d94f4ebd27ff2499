// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.delivery;

import io.soribit.api.Phase;
import io.soribit.api.SoundEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Events that wait for one listener. When it is full, updates go first, then the oldest. */
final class EventQueue {
    private final int capacity;
    private final Deque<SoundEvent> events = new ArrayDeque<>();
    private boolean closed;
    private long dropped;

    EventQueue(int capacity) {
        this.capacity = capacity;
    }

    /**
     * Adds an event without waiting.
     *
     * @return whether nothing had to be left out
     */
    synchronized boolean offer(SoundEvent event) {
        if (closed) {
            return true;
        }
        boolean fits = events.size() < capacity;
        if (!fits) {
            dropped++;
            if (!dropUpdate()) {
                if (event.phase() == Phase.UPDATE) {
                    return false;
                }
                events.removeFirst();
            }
        }
        events.addLast(event);
        notifyAll();
        return fits;
    }

    /** Waits for the next event; null when the queue is closed and empty. */
    synchronized @Nullable SoundEvent take() throws InterruptedException {
        while (events.isEmpty() && !closed) {
            wait();
        }
        return events.pollFirst();
    }

    /** Takes no more events. */
    synchronized void close(boolean deliverRest) {
        closed = true;
        if (!deliverRest) {
            events.clear();
        }
        notifyAll();
    }

    synchronized long dropped() {
        return dropped;
    }

    private boolean dropUpdate() {
        for (Iterator<SoundEvent> i = events.iterator(); i.hasNext(); ) {
            if (i.next().phase() == Phase.UPDATE) {
                i.remove();
                return true;
            }
        }
        return false;
    }
}
