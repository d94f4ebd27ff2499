// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.fake;

import io.soribit.api.Embedding;
import io.soribit.api.GoldenWindow;
import io.soribit.api.Model;
import io.soribit.api.ModelDescriptor;
import io.soribit.api.ModelException;
import io.soribit.api.ModelSession;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;

/** A doorbell's model whose embedding is the first sample of the window, and its negative. */
public final class EmbeddingModel implements Model {
    public static final Embedding EMBEDDING = new Embedding("fake-1", 2);

    private final FakeModel model;
    private final Runnable told;

    public EmbeddingModel(String id) {
        this(id, () -> {});
    }

    /**
     * @param told is called whenever an embedding is asked for
     */
    public EmbeddingModel(String id, Runnable told) {
        this.told = told;
        model = new FakeModel(id, 1, List.of("doorbell"), (f, s) -> s[0] = 0);
    }

    @Override
    public ModelDescriptor descriptor() {
        return model.descriptor();
    }

    @Override
    public List<GoldenWindow> golden() {
        return model.golden();
    }

    @Override
    public Optional<Embedding> embedding() {
        return Optional.of(EMBEDDING);
    }

    @Override
    public ModelSession open() throws ModelException {
        ModelSession session = model.open();
        return new ModelSession() {
            private float last;

            @Override
            public int windowSize() {
                return session.windowSize();
            }

            @Override
            public void score(FloatBuffer features, float[] scores) {
                last = features.get(features.position());
                session.score(features, scores);
            }

            @Override
            public void embedding(float[] values) {
                told.run();
                values[0] = last;
                values[1] = -last;
            }

            @Override
            public void close() {
                session.close();
            }
        };
    }
}
