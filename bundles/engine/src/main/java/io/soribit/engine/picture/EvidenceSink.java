// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.picture;

import io.soribit.api.score.ScoreTrace;
import java.util.function.Consumer;

/** Receives what alerts rest on, from several threads; must not block. */
@FunctionalInterface
public interface EvidenceSink extends Consumer<ScoreTrace> {
    /** Receives the first seconds of a sound. */
    default void audio(SoundAudio audio) {}
}
