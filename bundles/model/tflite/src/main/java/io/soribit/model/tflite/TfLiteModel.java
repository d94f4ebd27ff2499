// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import io.soribit.api.Embedding;
import io.soribit.api.GoldenWindow;
import io.soribit.api.Model;
import io.soribit.api.ModelDescriptor;
import io.soribit.api.ModelException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A model whose sessions share its weights. Once closed it opens no more sessions; those that are
 * open stay usable, and the last one to close frees the weights.
 */
final class TfLiteModel implements Model, AutoCloseable {
    private final ModelDescriptor descriptor;
    private final List<GoldenWindow> golden;
    private final @Nullable EmbeddingSpec embedding;
    private final Weights weights;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Takes over one use of the weights. */
    TfLiteModel(
            ModelDescriptor descriptor,
            List<GoldenWindow> golden,
            @Nullable EmbeddingSpec embedding,
            Weights weights) {
        this.descriptor = descriptor;
        this.embedding = embedding;
        this.golden = List.copyOf(golden);
        this.weights = weights;
    }

    @Override
    public ModelDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public long bytes() {
        return weights.bytes();
    }

    @Override
    public List<GoldenWindow> golden() {
        return golden;
    }

    @Override
    public Optional<Embedding> embedding() {
        return Optional.ofNullable(embedding).map(EmbeddingSpec::embedding);
    }

    @Override
    public TfLiteSession open() throws ModelException {
        if (closed.get() || !weights.retain()) {
            throw new ModelException(
                    "model '"
                            + descriptor.id()
                            + "' is gone: its bundle was stopped or updated; take the model that is"
                            + " registered now");
        }
        return new TfLiteSession(descriptor.id(), new NativeInterpreter(weights), embedding);
    }

    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            weights.release();
        }
    }

    @Override
    public String toString() {
        return descriptor.id();
    }
}
