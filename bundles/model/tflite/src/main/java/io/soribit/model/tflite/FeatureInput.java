// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import java.nio.FloatBuffer;

/** Writes a window of features into the memory of an input. Allocates nothing per window. */
@FunctionalInterface
interface FeatureInput {
    /** Writes what lies between position and limit, and leaves both as they are. */
    void write(FloatBuffer features);

    static FeatureInput of(NativeTensor tensor) {
        TensorType type = tensor.spec().type();
        if (type != TensorType.FLOAT32) {
            return new QuantisedInput(type, tensor.quantisation(), tensor.memory());
        }
        FloatBuffer memory = tensor.memory().asFloatBuffer();
        return features -> memory.put(0, features, features.position(), features.remaining());
    }
}
