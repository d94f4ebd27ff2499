// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import io.soribit.api.ModelSession;
import java.nio.FloatBuffer;

/** A model with an interpreter of its own. Closing waits for a window that is being scored. */
final class TfLiteSession implements ModelSession {
    private final String model;
    private final NativeInterpreter interpreter;
    private final FeatureInput input;
    private final ScoreOutput output;
    private final int windowSize;
    private final int labels;
    private boolean closed;

    /** Takes over the interpreter. */
    TfLiteSession(String model, NativeInterpreter interpreter) {
        this.model = model;
        this.interpreter = interpreter;
        input = FeatureInput.of(interpreter.input());
        output = ScoreOutput.of(outputSpec().type(), interpreter.output().quantisation());
        windowSize = Math.toIntExact(interpreter.input().spec().size());
        labels = Math.toIntExact(interpreter.output().spec().size());
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
        if (closed) {
            throw new IllegalStateException(
                    "this session of model '" + model + "' is closed: open another");
        }
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
    public synchronized void close() {
        if (!closed) {
            closed = true;
            interpreter.close();
        }
    }
}
