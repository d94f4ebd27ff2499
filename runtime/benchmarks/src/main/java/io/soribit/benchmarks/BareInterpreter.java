// SPDX-License-Identifier: Apache-2.0
package io.soribit.benchmarks;

import java.nio.FloatBuffer;
import java.nio.file.Path;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.BuiltinOpResolver;
import org.bytedeco.tensorflowlite.FlatBufferModel;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.InterpreterBuilder;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/** TensorFlow Lite with nothing around it: float in, float out, one thread, XNNPACK. */
final class BareInterpreter implements AutoCloseable {
    private final FlatBufferModel model;
    private final BuiltinOpResolver resolver = new BuiltinOpResolver();
    private final InterpreterBuilder builder;
    private final Interpreter interpreter = new Interpreter((Pointer) null);

    BareInterpreter(Path flatbuffer, FloatBuffer window) {
        model = FlatBufferModel.BuildFromFile(flatbuffer.toString());
        builder = new InterpreterBuilder(model, resolver);
        check(builder.SetNumThreads(1));
        check(builder.apply(interpreter));
        check(interpreter.AllocateTensors());
        float[] features = new float[window.remaining()];
        window.get(window.position(), features);
        interpreter.typed_input_tensor_float(0).put(features);
        check(invoke());
    }

    int invoke() {
        return interpreter.Invoke();
    }

    float[] scores(int labels) {
        float[] scores = new float[labels];
        interpreter.typed_output_tensor_float(0).get(scores);
        return scores;
    }

    @Override
    public void close() {
        interpreter.close();
        builder.close();
        resolver.close();
        model.close();
    }

    private static void check(int status) {
        if (status != tensorflowlite.kTfLiteOk) {
            throw new IllegalStateException("TensorFlow Lite failed with status " + status);
        }
    }
}
