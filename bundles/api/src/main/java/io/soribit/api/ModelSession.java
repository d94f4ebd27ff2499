// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

import java.nio.FloatBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/** A running model. Used by one thread at a time; the hub pools sessions. */
@ConsumerType
public interface ModelSession extends AutoCloseable {
    /**
     * Floats in one window of features.
     *
     * @return as the front end makes them ({@link FeatureStream#windowSize()})
     */
    int windowSize();

    /**
     * Scores one window without allocating.
     *
     * @param features {@link #windowSize()} floats between position and limit, which are left as
     *     they are
     * @param scores receives one score in [0, 1] per label
     * @throws IllegalArgumentException if either has the wrong size
     * @throws IllegalStateException if the session is closed or the native call fails
     */
    void score(FloatBuffer features, float[] scores);

    /**
     * The embedding of the window that was scored last, without allocating and without computing
     * anything anew.
     *
     * @param values receives as many values as {@link Model#embedding()} says
     * @throws IllegalArgumentException if there are more or fewer
     * @throws IllegalStateException if the session is closed
     * @throws UnsupportedOperationException if the model has none, which is the default
     */
    default void embedding(float[] values) {
        throw new UnsupportedOperationException("this model has no embedding");
    }

    /** Frees the native memory; idempotent. */
    @Override
    void close();
}
