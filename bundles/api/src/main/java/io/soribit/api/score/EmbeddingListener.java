// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.score;

import io.soribit.api.Embedding;
import io.soribit.api.Model;
import java.time.Instant;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Receives what the models in charge make of the rooms that are heard live, about one window of
 * each room a second. Register it as a service.
 */
@FunctionalInterface
@ConsumerType
public interface EmbeddingListener {
    /**
     * Called for a window; one call at a time, on a thread of the listener's own. A listener that
     * is slow misses windows.
     *
     * @param room that was heard
     * @param end of the window, by the wall clock
     * @param embedding as {@link Model#embedding()} gives it
     * @param values {@link Embedding#size()} values; valid during the call only
     */
    void onEmbedding(String room, Instant end, Embedding embedding, float[] values);
}
