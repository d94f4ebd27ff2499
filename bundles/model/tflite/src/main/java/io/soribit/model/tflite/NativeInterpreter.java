// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import io.soribit.api.ModelException;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.BuiltinOpResolver;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.InterpreterBuilder;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/**
 * A TensorFlow Lite interpreter with one input, on one thread, with XNNPACK. Its first output are
 * the scores; a second one may be the embedding. Holds every native object the interpreter points
 * to. Not thread-safe; nothing of it may be used after {@link #close()}.
 */
final class NativeInterpreter implements AutoCloseable {
    private static final int MOST_OUTPUTS = 2;

    private final Weights weights;
    private final BuiltinOpResolver resolver;
    private final InterpreterBuilder builder;
    private final Interpreter interpreter;
    private final NativeTensor input;
    private final List<NativeTensor> outputs = new ArrayList<>();

    /** Takes over one use of the weights, also when it fails. */
    NativeInterpreter(Weights weights) throws ModelException {
        this.weights = weights;
        // The C++ interface: an interpreter made through the C interface runs without XNNPACK.
        resolver = new BuiltinOpResolver();
        builder = new InterpreterBuilder(weights.model(), resolver);
        interpreter = new Interpreter((Pointer) null);
        try {
            check(builder.SetNumThreads(1), "one thread");
            check(builder.apply(interpreter), "an interpreter (an unknown operation?)");
            check(interpreter.AllocateTensors(), "memory for its tensors");
            count(interpreter.inputs(), "inputs", 1);
            int results = count(interpreter.outputs(), "outputs", MOST_OUTPUTS);
            // Memory of outputs behind XNNPACK exists only after a run.
            check(interpreter.Invoke(), "a first run");
            input = new NativeTensor("input", interpreter.input_tensor(0));
            for (int i = 0; i < results; i++) {
                outputs.add(new NativeTensor("output", interpreter.output_tensor(i)));
            }
        } catch (ModelException | RuntimeException e) {
            close();
            throw e;
        }
    }

    NativeTensor input() {
        return input;
    }

    /** The scores. */
    NativeTensor output() {
        return outputs.get(0);
    }

    /** All of them; at least one. */
    List<NativeTensor> outputs() {
        return outputs;
    }

    /** For tests and measurements. */
    Interpreter peer() {
        return interpreter;
    }

    /**
     * Computes the output from the input.
     *
     * @throws IllegalStateException if TensorFlow Lite reports an error
     */
    void invoke() {
        int status;
        try {
            status = interpreter.Invoke();
        } finally {
            Reference.reachabilityFence(this);
        }
        if (status != tensorflowlite.kTfLiteOk) {
            throw new IllegalStateException(
                    "TensorFlow Lite failed with status " + status + " (see standard error)");
        }
    }

    @Override
    public void close() {
        interpreter.close();
        builder.close();
        resolver.close();
        weights.release();
    }

    private static void check(int status, String what) throws ModelException {
        if (status != tensorflowlite.kTfLiteOk) {
            throw new ModelException(
                    "TensorFlow Lite cannot make "
                            + what
                            + " (status "
                            + status
                            + ", reason on standard error): convert the model with built-in"
                            + " operations only");
        }
    }

    private static int count(IntPointer indices, String what, int most) throws ModelException {
        try (indices) {
            long count = indices.limit();
            if (count < 1 || count > most) {
                throw new ModelException("it has " + count + " " + what + ": convert it with one");
            }
            return (int) count;
        }
    }
}
