// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import io.soribit.api.ModelException;
import io.soribit.api.ModelSession;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/** A model with an interpreter of its own. Closing waits for a window that is being scored. */
final class TfLiteSession implements ModelSession {
    private final String model;
    private final NativeInterpreter interpreter;
    private final FeatureInput input;
    private final ScoreOutput output;
    private final int windowSize;
    private final int labels;
    private final @Nullable EmbeddingOutput embedding;
    private boolean closed;

    /**
     * Takes over the interpreter, also when it fails.
     *
     * @throws ModelException if it has another embedding than the one described
     */
    TfLiteSession(String model, NativeInterpreter interpreter, @Nullable EmbeddingSpec described)
            throws ModelException {
        this.model = model;
        this.interpreter = interpreter;
        input = FeatureInput.of(interpreter.input());
        output = ScoreOutput.of(outputSpec().type(), interpreter.output().quantisation());
        windowSize = Math.toIntExact(interpreter.input().spec().size());
        labels = Math.toIntExact(interpreter.output().spec().size());
        try {
            embedding = EmbeddingOutput.of(interpreter.outputs(), described);
        } catch (ModelException e) {
            interpreter.close();
            throw e;
        }
    }

    TensorSpec inputSpec() {
        return interpreter.input().spec();
    }

    TensorSpec outputSpec() {
        return interpreter.output().spec();
    }

    @Override
    public int windowSize() {
        return windowSize;
    }

    @Override
    public synchronized void score(FloatBuffer features, float[] scores) {
        checkOpen();
        if (features.remaining() != windowSize) {
            throw new IllegalArgumentException(
                    "model '"
                            + model
                            + "' takes "
                            + windowSize
                            + " features, not "
                            + features.remaining()
                            + ": check the front end's parameters");
        }
        if (scores.length != labels) {
            throw new IllegalArgumentException(
                    "model '" + model + "' gives " + labels + " scores, not " + scores.length);
        }
        input.write(features);
        interpreter.invoke();
        output.read(interpreter.output().memory(), scores);
    }

    @Override
    public synchronized void embedding(float[] values) {
        checkOpen();
        if (embedding == null) {
            ModelSession.super.embedding(values);
        } else {
            embedding.read(values);
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException(
                    "this session of model '" + model + "' is closed: open another");
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            interpreter.close();
        }
    }
}
