// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import java.nio.ByteBuffer;

/** Reads scores from the memory of an output. Allocates nothing. */
@FunctionalInterface
interface ScoreOutput {
    /** Fills an array as long as the output. */
    void read(ByteBuffer memory, float[] scores);

    static ScoreOutput of(TensorType type, Quantisation quantisation) {
        if (type == TensorType.FLOAT32) {
            return (memory, scores) -> {
                for (int i = 0; i < scores.length; i++) {
                    scores[i] = memory.getFloat(i * Float.BYTES);
                }
            };
        }
        float[] values = new float[0x100];
        for (int i = 0; i < values.length; i++) {
            values[i] = quantisation.dequantise(type == TensorType.INT8 ? (byte) i : i);
        }
        return (memory, scores) -> {
            for (int i = 0; i < scores.length; i++) {
                scores[i] = values[memory.get(i) & 0xff];
            }
        };
    }
}
