// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.state;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Items that accumulate while a thread is busy, and are taken as a batch. When it is full, adding
 * waits a short time, so that a flood does not fill the memory; never long, so that a thread that
 * hangs blocks nobody. Thread-safe.
 */
final class BoundedBatch<T> {
    private final int capacity;
    private final Duration timeout;
    private final Deque<T> things = new ArrayDeque<>();
    private boolean due;

    /**
     * @param capacity adding waits while it holds so many
     * @param timeout at most so long
     */
    BoundedBatch(int capacity, Duration timeout) {
        this.capacity = capacity;
        this.timeout = timeout;
    }

    /** Adds an item; returns whether a consumer has to be scheduled. */
    synchronized boolean add(T thing) {
        awaitRoom();
        things.add(thing);
        boolean first = !due;
        due = true;
        return first;
    }

    private void awaitRoom() {
        long deadline = System.nanoTime() + timeout.toNanos();
        long millis = timeout.toMillis();
        while (things.size() >= capacity && millis > 0) {
            try {
                wait(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            millis = (deadline - System.nanoTime()) / 1_000_000;
        }
    }

    /** The number of items to take; for later ones a consumer is scheduled again. */
    synchronized int begin() {
        due = false;
        return things.size();
    }

    /** Takes the oldest, so many at most. */
    synchronized List<T> take(int most) {
        List<T> taken = new ArrayList<>(Math.min(most, things.size()));
        while (taken.size() < most && !things.isEmpty()) {
            taken.add(things.poll());
        }
        notifyAll();
        return taken;
    }
}
