// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.delivery;

import io.soribit.api.SoundEvent;
import io.soribit.api.SoundListener;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers events to one listener, in order, on a thread of its own. */
final class ListenerThread {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerThread.class);
    private static final int CAPACITY = 256;

    private final String name;
    private final GuardedListener<SoundListener> listener;
    private final EventQueue queue = new EventQueue(CAPACITY);
    private final Thread thread;
    private volatile boolean overrun;

    /**
     * @param listener supplies the listener, called on this thread, before the first event
     */
    ListenerThread(String name, Supplier<@Nullable SoundListener> listener) {
        this.name = name;
        this.listener = new GuardedListener<>(name, listener);
        thread = new Thread(this::run, "soribit-listener-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    void offer(SoundEvent event) {
        if (!queue.offer(event) && !overrun) {
            overrun = true;
            LOG.warn(
                    "listener {} is too slow: events are left out, updates first (logged once)",
                    name);
        }
    }

    long dropped() {
        return queue.dropped();
    }

    /** Takes no more events; waits a bounded time for the current call or for the rest. */
    void close(boolean deliverRest) {
        queue.close(deliverRest);
        listener.awaitEnd(thread, () -> queue.close(false));
    }

    private void run() {
        try {
            for (SoundEvent event = queue.take(); event != null; event = queue.take()) {
                SoundEvent next = event;
                listener.call(
                        l -> l.onSound(next), () -> next.phase() + " of " + next.sound().id());
            }
        } catch (InterruptedException e) {
            LOG.debug("listener {} was interrupted: it receives no more events", name, e);
        }
    }
}
