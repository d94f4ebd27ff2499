// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.delivery;

import io.soribit.api.Embedding;
import io.soribit.api.score.EmbeddingListener;
import io.soribit.engine.delivery.EmbeddingQueue.Place;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers embeddings to one listener, in order, on a thread of its own. */
final class EmbeddingThread {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddingThread.class);
    private static final int CAPACITY = 64;

    private final String name;
    private final GuardedListener<EmbeddingListener> listener;
    private final EmbeddingQueue queue = new EmbeddingQueue(CAPACITY);
    private final Thread thread;
    private volatile boolean overrun;

    /**
     * @param listener supplies it, called on this thread
     */
    EmbeddingThread(String name, Supplier<@Nullable EmbeddingListener> listener) {
        this.name = name;
        this.listener = new GuardedListener<>(name, listener);
        thread = new Thread(this::run, "soribit-embeddings-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    void offer(String room, long endMillis, Embedding embedding, float[] values) {
        if (!queue.offer(room, endMillis, embedding, values) && !overrun) {
            overrun = true;
            LOG.warn("listener {} is too slow: embeddings are left out (logged once)", name);
        }
    }

    /** Delivers no more; waits a bounded time for the current call. */
    void close() {
        queue.close();
        listener.awaitEnd(thread, () -> {});
    }

    private void run() {
        boolean more = true;
        while (more) {
            try {
                more = deliver();
            } catch (InterruptedException e) {
                LOG.debug("listener {} left its thread interrupted: going on", name, e);
            }
        }
    }

    /** Waits for an embedding and delivers it; returns false at the end. */
    private boolean deliver() throws InterruptedException {
        Place next = queue.take();
        if (next == null) {
            return false;
        }
        listener.call(next::deliver, () -> "an embedding of " + next.room());
        queue.done();
        return true;
    }
}
