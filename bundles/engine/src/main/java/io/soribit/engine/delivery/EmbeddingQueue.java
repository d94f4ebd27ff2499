// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.delivery;

import io.soribit.api.Embedding;
import io.soribit.api.score.EmbeddingListener;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue of embeddings whose places are used again and again: offering allocates nothing
 * once each place has held one of that size. Any number of threads offer, one takes.
 */
final class EmbeddingQueue {
    private static final Embedding NONE = new Embedding("none", 1);

    private final Place[] places;
    private long taken;
    private long offered;
    private boolean closed;

    /** One embedding; its content stays until {@link #done()}. */
    static final class Place {
        private String room = "";
        private long endMillis;
        private Embedding embedding = NONE;
        private float[] values = {};

        String room() {
            return room;
        }

        void deliver(EmbeddingListener listener) {
            listener.onEmbedding(room, Instant.ofEpochMilli(endMillis), embedding, values);
        }
    }

    EmbeddingQueue(int capacity) {
        places = new Place[capacity];
        for (int i = 0; i < capacity; i++) {
            places[i] = new Place();
        }
    }

    /**
     * Copies an embedding, if there is a free place.
     *
     * @return whether there was
     */
    synchronized boolean offer(String room, long endMillis, Embedding embedding, float[] values) {
        if (offered - taken == places.length) {
            return false;
        }
        Place place = places[(int) (offered % places.length)];
        place.room = room;
        place.endMillis = endMillis;
        place.embedding = embedding;
        if (place.values.length != embedding.size()) {
            place.values = new float[embedding.size()];
        }
        System.arraycopy(values, 0, place.values, 0, embedding.size());
        offered++;
        notifyAll();
        return true;
    }

    /** The oldest embedding, when there is one; null after the end. Call {@link #done()} after. */
    synchronized @Nullable Place take() throws InterruptedException {
        while (taken == offered && !closed) {
            wait();
        }
        return closed ? null : places[(int) (taken % places.length)];
    }

    /** The place that was taken is free again. */
    synchronized void done() {
        taken++;
    }

    /** Nothing is taken any more. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
