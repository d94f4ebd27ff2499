// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import io.soribit.api.ModelException;
import java.util.List;

/** Type and shape of an input or output. */
record TensorSpec(TensorType type, List<Integer> shape) {
    /** A minute of audio at 48 kHz has fewer. */
    private static final long MOST = 4L << 20;

    TensorSpec {
        shape = List.copyOf(shape);
    }

    /**
     * Refuses what the hub has no memory for, in each room.
     *
     * @param role {@code input} or {@code output}
     */
    void limit(String role) throws ModelException {
        long left = MOST;
        for (int size : shape) {
            left /= Math.max(1, size);
        }
        if (left == 0) {
            throw new ModelException(
                    "its %s %s has more than %d values: convert it with smaller windows"
                            .formatted(role, this, MOST));
        }
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
