// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import io.soribit.api.ModelException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.TfLiteAffineQuantization;
import org.bytedeco.tensorflowlite.TfLiteIntArray;
import org.bytedeco.tensorflowlite.TfLiteTensor;
import org.bytedeco.tensorflowlite.global.tensorflowlite;

/** An input or output of an interpreter that has run once; valid as long as the interpreter. */
final class NativeTensor {
    private static final Quantisation NONE = new Quantisation(1, 0);

    private final String role;
    private final TfLiteTensor tensor;
    private final TensorSpec spec;
    private final long bytes;
    private final Quantisation quantisation;
    private final LongBuffer address;
    private long mapped;
    private ByteBuffer memory;

    /**
     * @param role {@code input} or {@code output}
     */
    NativeTensor(String role, TfLiteTensor tensor) throws ModelException {
        this.role = role;
        this.tensor = tensor;
        TensorType type = TensorType.ofCode(tensor.type(), role);
        spec = new TensorSpec(type, shape(tensor.dims()));
        spec.limit(role);
        bytes = spec.size() * type.bytes;
        quantisation = type == TensorType.FLOAT32 ? NONE : quantisation(role, tensor);
        address = new LongPointer(tensor.data()).capacity(1).asBuffer();
        if (bytes == 0 || bytes != tensor.bytes() || Pointer.isNull(tensor.data().raw())) {
            throw new ModelException(
                    "its " + role + " " + spec + " has no memory: convert it with fixed shapes");
        }
        memory = map();
    }

    TensorSpec spec() {
        return spec;
    }

    /** Meaningful for integers. */
    Quantisation quantisation() {
        return quantisation;
    }

    /**
     * The tensor's own memory: direct, in native byte order. An output may have moved after a run;
     * only then does this allocate.
     *
     * @throws IllegalStateException if it no longer has its size
     */
    ByteBuffer memory() {
        if (tensor.bytes() != bytes) {
            throw new IllegalStateException(
                    "its " + role + " changed its shape: convert the model with fixed shapes");
        }
        if (address.get(0) != mapped) {
            memory = map();
        }
        return memory;
    }

    private ByteBuffer map() {
        mapped = address.get(0);
        return new BytePointer(tensor.data().raw()).capacity(bytes).asBuffer();
    }

    private static List<Integer> shape(TfLiteIntArray dims) {
        List<Integer> shape = new ArrayList<>();
        for (int i = 0; i < dims.size(); i++) {
            shape.add(dims.data(i));
        }
        return shape;
    }

    private static Quantisation quantisation(String role, TfLiteTensor tensor)
            throws ModelException {
        Pointer parameters = tensor.quantization().params();
        if (tensor.quantization().type() == tensorflowlite.kTfLiteAffineQuantization
                && !Pointer.isNull(parameters)) {
            TfLiteAffineQuantization affine = new TfLiteAffineQuantization(parameters);
            boolean perTensor = affine.scale().size() == 1 && affine.zero_point().size() == 1;
            float scale = perTensor ? affine.scale().data(0) : Float.NaN;
            if (scale > 0 && Float.isFinite(scale)) {
                return new Quantisation(scale, affine.zero_point().data(0));
            }
        }
        throw new ModelException(
                "its integer "
                        + role
                        + " has no single scale and zero point: convert it with per-tensor"
                        + " quantisation of inputs and outputs");
    }
}
