// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.model;

import io.soribit.api.GoldenWindow;
import io.soribit.api.ModelDescriptor;
import io.soribit.api.ModelException;
import io.soribit.api.ModelSession;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;

/** Whether a model gives the scores that its descriptor promises. Used by one thread. */
public final class Proof {
    /** Kernels of different machines round differently; a wrong file or arithmetic is far off. */
    private static final float TOLERANCE = 0.1f;

    private final ModelDescriptor descriptor;
    private final ModelSession session;
    private final FloatBuffer window;
    private final float[] scores;

    public Proof(ModelDescriptor descriptor, ModelSession session) {
        this.descriptor = descriptor;
        this.session = session;
        window = ModelMeter.buffer(session.windowSize());
        scores = new float[descriptor.labels().size()];
    }

    /**
     * Scores a window of zeros, which proves that it runs, then the golden ones.
     *
     * @throws ModelException naming the first window and label that differ, and by how much
     */
    public void of(List<GoldenWindow> golden) throws ModelException {
        session.score(window, scores);
        for (GoldenWindow one : golden) {
            FloatBuffer features = one.features();
            if (features.remaining() != window.capacity()) {
                throw new ModelException(
                        "model %s: its golden window '%s' has %d features, and it takes %d: make it again"
                                .formatted(
                                        descriptor.id(),
                                        one.name(),
                                        features.remaining(),
                                        window.capacity()));
            }
            window.clear();
            window.put(features).flip();
            session.score(window, scores);
            compare(one);
        }
    }

    private void compare(GoldenWindow golden) throws ModelException {
        for (int i = 0; i < scores.length; i++) {
            String label = descriptor.labels().get(i);
            float expected = golden.score(label);
            if (!(Math.abs(scores[i] - expected) <= TOLERANCE)) {
                throw new ModelException(
                        String.format(
                                Locale.ROOT,
                                "model %s scores '%s' %.3f in its golden window '%s', and its"
                                        + " descriptor expects %.3f: it does not hear here what it"
                                        + " heard where it was made; fetch it again or take another"
                                        + " variant",
                                descriptor.id(),
                                label,
                                scores[i],
                                golden.name(),
                                expected));
            }
        }
    }
}
