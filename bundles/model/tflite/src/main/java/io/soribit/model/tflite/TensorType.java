// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import io.soribit.api.ModelException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/** The element types that inputs and outputs may have. */
enum TensorType {
    FLOAT32(tensorflowlite.kTfLiteFloat32, 4),
    INT8(tensorflowlite.kTfLiteInt8, 1),
    UINT8(tensorflowlite.kTfLiteUInt8, 1);

    final int code;
    final int bytes;

    TensorType(int code, int bytes) {
        this.code = code;
        this.bytes = bytes;
    }

    /** The name used in descriptors. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** All names. */
    static List<String> texts() {
        return Arrays.stream(values()).map(TensorType::text).toList();
    }

    static Optional<TensorType> ofText(String text) {
        return Arrays.stream(values()).filter(t -> t.text().equals(text)).findFirst();
    }

    static TensorType ofCode(int code, String role) throws ModelException {
        return Arrays.stream(values())
                .filter(t -> t.code == code)
                .findFirst()
                .orElseThrow(
                        () ->
                                new ModelException(
                                        "its "
                                                + role
                                                + " has the TensorFlow Lite type "
                                                + code
                                                + ": convert it to float32, int8 or uint8"));
    }
}
