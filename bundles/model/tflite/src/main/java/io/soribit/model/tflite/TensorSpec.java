// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import java.util.List;

/** Type and shape of an input or output. */
record TensorSpec(TensorType type, List<Integer> shape) {
    TensorSpec {
        shape = List.copyOf(shape);
    }

    /** Elements in all. */
    long size() {
        return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    }

    @Override
    public String toString() {
        return type.text() + " " + shape;
    }
}
