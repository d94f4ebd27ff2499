// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.delivery;

import io.soribit.api.SoundEvent;
import io.soribit.api.SoundListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Delivers events to all listeners. Thread-safe; never blocks the publisher. */
public final class Fanout implements AutoCloseable {
    private final Map<Object, ListenerThread> listeners = new ConcurrentHashMap<>();

    /**
     * Adds a listener.
     *
     * @param key to remove it by
     * @param listener supplies it, called on the listener's own thread
     */
    public void add(Object key, String name, Supplier<@Nullable SoundListener> listener) {
        listeners.computeIfAbsent(key, k -> new ListenerThread(name, listener));
    }

    /** Removes a listener; waits a bounded time for the current call. */
    public void remove(Object key) {
        ListenerThread listener = listeners.remove(key);
        if (listener != null) {
            listener.close(false);
        }
    }

    public void publish(SoundEvent event) {
        for (ListenerThread listener : listeners.values()) {
            listener.offer(event);
        }
    }

    /** Events that were left out so far, by the listeners that are there now. */
    public long dropped() {
        return listeners.values().stream().mapToLong(ListenerThread::dropped).sum();
    }

    /** Delivers the queued events, within a bounded time. */
    @Override
    public void close() {
        for (ListenerThread listener : listeners.values()) {
            listener.close(true);
        }
        listeners.clear();
    }
}
