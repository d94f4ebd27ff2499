// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import io.soribit.api.ModelException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.FlatBufferModel;

/**
 * The flatbuffer of a model in native memory, one for all its sessions. Freed when the last of its
 * users has released it. Thread-safe.
 */
final class Weights {
    private static final byte[] IDENTIFIER = "TFL3".getBytes(StandardCharsets.US_ASCII);
    private static final int IDENTIFIER_OFFSET = 4;

    private final long size;
    private final BytePointer bytes;
    private final FlatBufferModel model;
    private int users = 1;

    /**
     * Copies the flatbuffer and verifies it. Its maker is its first user.
     *
     * @throws ModelException if it is no valid flatbuffer of a model
     */
    Weights(byte[] flatbuffer) throws ModelException {
        if (flatbuffer.length < IDENTIFIER_OFFSET + IDENTIFIER.length
                || !Arrays.equals(
                        flatbuffer,
                        IDENTIFIER_OFFSET,
                        IDENTIFIER_OFFSET + IDENTIFIER.length,
                        IDENTIFIER,
                        0,
                        IDENTIFIER.length)) {
            throw new ModelException(
                    "it is no TensorFlow Lite model (no identifier TFL3): pack the .tflite file that"
                            + " the converter wrote");
        }
        size = flatbuffer.length;
        bytes = new BytePointer(flatbuffer.length).put(flatbuffer, 0, flatbuffer.length);
        model = FlatBufferModel.VerifyAndBuildFromBuffer(bytes, flatbuffer.length, null, null);
        if (Pointer.isNull(model)) {
            bytes.close();
            throw new ModelException(
                    "its flatbuffer is damaged (TensorFlow Lite's verifier refused it; see standard"
                            + " error): convert the model again");
        }
    }

    /** Size of the flatbuffer. */
    long bytes() {
        return size;
    }

    /** What an interpreter is built from. Valid until released. */
    FlatBufferModel model() {
        return model;
    }

    /** One more user. Returns false if the memory is already gone. */
    synchronized boolean retain() {
        if (users == 0) {
            return false;
        }
        users++;
        return true;
    }

    /** One user less. Each user calls it once. */
    synchronized void release() {
        if (users == 0) {
            throw new IllegalStateException("released more often than retained");
        }
        if (--users == 0) {
            model.close();
            bytes.close();
        }
    }
}
