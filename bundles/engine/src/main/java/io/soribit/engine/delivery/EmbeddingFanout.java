// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.delivery;

import io.soribit.api.Embedding;
import io.soribit.api.score.EmbeddingListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Delivers embeddings, to each listener on a thread of its own. Never blocks the publisher, and
 * allocates nothing for it once each place of a queue was used.
 */
public final class EmbeddingFanout implements AutoCloseable {
    private final Map<Object, EmbeddingThread> receivers = new ConcurrentHashMap<>();
    private volatile EmbeddingThread[] all = {};

    /**
     * Adds a listener.
     *
     * @param key to remove it by
     * @param listener supplies it, called on the listener's own thread
     */
    public void add(Object key, String name, Supplier<@Nullable EmbeddingListener> listener) {
        receivers.computeIfAbsent(key, k -> new EmbeddingThread(name, listener));
        refresh();
    }

    /** Removes a listener; waits a bounded time for the current call. */
    public void remove(Object key) {
        EmbeddingThread receiver = receivers.remove(key);
        refresh();
        if (receiver != null) {
            receiver.close();
        }
    }

    private synchronized void refresh() {
        all = receivers.values().toArray(EmbeddingThread[]::new);
    }

    /** Whether there is a listener. */
    public boolean wanted() {
        return all.length > 0;
    }

    /**
     * Publishes what a model made of a window.
     *
     * @param values copied
     */
    public void publish(String room, long endMillis, Embedding embedding, float[] values) {
        for (EmbeddingThread receiver : all) {
            receiver.offer(room, endMillis, embedding, values);
        }
    }

    @Override
    public void close() {
        receivers.keySet().forEach(this::remove);
    }
}
