// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

import java.nio.FloatBuffer;
import java.util.Map;

/** One window of features and the scores that its model must give to it, on every machine. */
public final class GoldenWindow {
    private final String name;
    private final float[] features;
    private final Map<String, Float> scores;

    /**
     * @param name what sounds in it
     * @param features as the model's front end makes them; copied
     * @param scores by label; a label that is not named has a score of 0
     */
    public GoldenWindow(String name, float[] features, Map<String, Float> scores) {
        this.name = name;
        this.features = features.clone();
        this.scores = Map.copyOf(scores);
    }

    /** What sounds in it. */
    public String name() {
        return name;
    }

    /**
     * The features, read-only.
     *
     * @return a view of its own: position and limit are the caller's
     */
    public FloatBuffer features() {
        return FloatBuffer.wrap(features).asReadOnlyBuffer();
    }

    /**
     * The score that a label must have, 0 to 1.
     *
     * @param label one of the model's
     * @return 0 for a label that is not named
     */
    public float score(String label) {
        return scores.getOrDefault(label, 0f);
    }
}
