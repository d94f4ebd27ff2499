// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.state;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What gathers while a thread is busy, and is taken together. When there is much of it, who adds
 * more waits a little, so that a flood does not fill the memory; but never long, so that a thread
 * that hangs stops nobody. Thread-safe.
 */
final class BoundedBatch<T> {
    private final int crowd;
    private final Duration patience;
    private final Deque<T> things = new ArrayDeque<>();
    private boolean due;

    /**
     * @param crowd with so many, whoever adds one waits
     * @param patience for so long at most
     */
    BoundedBatch(int crowd, Duration patience) {
        this.crowd = crowd;
        this.patience = patience;
    }

    /** Adds one; says whether somebody has to be asked to take what has gathered. */
    synchronized boolean add(T thing) {
        awaitRoom();
        things.add(thing);
        boolean first = !due;
        due = true;
        return first;
    }

    private void awaitRoom() {
        long deadline = System.nanoTime() + patience.toNanos();
        long millis = patience.toMillis();
        while (things.size() >= crowd && millis > 0) {
            try {
                wait(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            millis = (deadline - System.nanoTime()) / 1_000_000;
        }
    }

    /** How many there are to take; for those that come from now on somebody is asked again. */
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
