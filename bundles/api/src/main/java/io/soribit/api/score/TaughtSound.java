// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.score;

import io.soribit.api.Embedding;
import io.soribit.api.Model;
import io.soribit.api.Ontology;
import io.soribit.api.Sound;
import io.soribit.api.Threshold;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A sound that a household has taught, scored on the {@link Embedding} of the model in charge.
 * Register it as a service: it is a sound of the {@link Ontology} and is listened for from the next
 * window on, until it is taken away. Thread-safe; all but the score stays the same as long as it is
 * registered.
 */
@ConsumerType
public interface TaughtSound {
    /**
     * What it is for people. Its id begins with {@link Sound#TAUGHT}, and differs from those of all
     * other sounds.
     *
     * @return never null
     */
    Sound sound();

    /**
     * Calibrated scores at which it begins and ends.
     *
     * @return never null
     */
    Threshold threshold();

    /**
     * What it was learnt on; a model with another embedding does not hear it.
     *
     * @return as {@link Model#embedding()} gives it
     */
    Embedding embedding();

    /**
     * Scores one window, without allocating.
     *
     * @param values {@link Embedding#size()} values, left as they are; valid during the call only
     * @return how surely it is heard, 0 to 1
     */
    float score(float[] values);
}
