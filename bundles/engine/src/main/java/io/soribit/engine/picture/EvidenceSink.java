// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.picture;

import io.soribit.api.Embedding;
import io.soribit.api.score.ScoreTrace;
import java.util.function.Consumer;

/** Receives what alerts rest on, from several threads; must not block. */
@FunctionalInterface
public interface EvidenceSink extends Consumer<ScoreTrace> {
    /** Receives the first seconds of a sound. */
    default void audio(SoundAudio audio) {}

    /** Whether anybody receives embeddings. */
    default boolean wantsEmbeddings() {
        return false;
    }

    /**
     * Receives what a model made of a window; allocates nothing.
     *
     * @param endMillis end of the window, by the wall clock
     * @param values valid during the call only
     */
    default void embedding(String room, long endMillis, Embedding embedding, float[] values) {}
}
