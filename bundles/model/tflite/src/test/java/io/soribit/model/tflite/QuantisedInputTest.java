// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class QuantisedInputTest {
    @Test
    void roundsHalvesToEven() {
        assertThat(
                        quantise(
                                TensorType.INT8,
                                new Quantisation(0.5f, 0),
                                0,
                                0.25f,
                                0.75f,
                                1.25f,
                                -0.25f,
                                -0.75f,
                                0.26f))
                .containsExactly(0, 0, 2, 2, 0, -2, 1);
    }

    @Test
    void addsTheZeroPointBeforeItRounds() {
        assertThat(quantise(TensorType.INT8, new Quantisation(0.5f, 1), 0.25f, 0.75f, -0.25f))
                .containsExactly(2, 2, 0);
    }

    @Test
    void saturatesSigned() {
        assertThat(
                        quantise(
                                TensorType.INT8,
                                new Quantisation(0.1f, 38),
                                1e9f,
                                -1e9f,
                                Float.POSITIVE_INFINITY,
                                Float.NEGATIVE_INFINITY,
                                8.9f,
                                9.0f,
                                -16.7f))
                .containsExactly(127, -128, 127, -128, 127, 127, -128);
    }

    @Test
    void saturatesUnsigned() {
        assertThat(
                        quantise(
                                TensorType.UINT8,
                                new Quantisation(1, 100),
                                1e9f,
                                -1e9f,
                                154,
                                155,
                                156,
                                -100,
                                -101))
                .containsExactly(-1, 0, -2, -1, -1, 0, 0);
    }

    @Test
    void everyQuantumSurvivesThereAndBack() {
        for (TensorType type : new TensorType[] {TensorType.INT8, TensorType.UINT8}) {
            Quantisation quantisation = new Quantisation(0.34882670640945435f, 38);
            ByteBuffer all = ByteBuffer.allocate(0x100);
            for (int i = 0; i < 0x100; i++) {
                all.put(i, (byte) i);
            }
            float[] values = new float[0x100];
            ScoreOutput.of(type, quantisation).read(all, values);
            ByteBuffer back = ByteBuffer.allocate(0x100);
            new QuantisedInput(type, quantisation, back).write(FloatBuffer.wrap(values));
            assertThat(back).isEqualTo(all);
        }
    }

    private static byte[] quantise(TensorType type, Quantisation quantisation, float... features) {
        ByteBuffer memory = ByteBuffer.allocate(features.length);
        new QuantisedInput(type, quantisation, memory).write(FloatBuffer.wrap(features));
        return memory.array();
    }
}
