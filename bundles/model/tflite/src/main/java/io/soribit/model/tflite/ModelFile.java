// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import io.soribit.api.ModelDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * The content of {@code model.json}: the model and its file.
 *
 * @param file path of the flatbuffer, relative to the descriptor
 * @param sha256 of the flatbuffer, in hexadecimal
 * @param golden path of the golden windows, relative to the descriptor; empty if there are none
 * @param embedding null if none is described
 */
record ModelFile(
        ModelDescriptor descriptor,
        String file,
        String sha256,
        String golden,
        TensorSpec input,
        TensorSpec output,
        @Nullable EmbeddingSpec embedding) {}
