// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

/** How integers stand for real numbers: {@code value = (q - zeroPoint) * scale}. */
record Quantisation(float scale, int zeroPoint) {
    float dequantise(int q) {
        return (q - zeroPoint) * scale;
    }
}
