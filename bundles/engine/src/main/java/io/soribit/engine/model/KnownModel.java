// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.model;

import io.soribit.api.Embedding;
import io.soribit.api.GoldenWindow;
import io.soribit.api.Model;
import io.soribit.api.ModelDescriptor;
import io.soribit.api.ModelException;
import io.soribit.api.ModelSession;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A model with what it says of itself, for which it is asked once, by the thread that registers it:
 * a model of a plug-in may block, throw, or say something else each time. Thread-safe.
 */
final class KnownModel implements Model {
    private final Model model;
    private final ModelDescriptor descriptor;
    private final Optional<Embedding> embedding;
    private final long bytes;

    KnownModel(Model model) {
        this.model = model;
        descriptor = Objects.requireNonNull(model.descriptor(), "its descriptor is null");
        embedding = Objects.requireNonNull(model.embedding(), "its embedding is null");
        bytes = model.bytes();
    }

    boolean is(Model other) {
        return model == other;
    }

    @Override
    public ModelDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public Optional<Embedding> embedding() {
        return embedding;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public List<GoldenWindow> golden() {
        return model.golden();
    }

    @Override
    public ModelSession open() throws ModelException {
        return model.open();
    }
}
