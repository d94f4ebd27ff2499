// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import io.soribit.api.Embedding;

/**
 * The output of a model that is its embedding, as {@code model.json} describes it.
 *
 * @param output its number, from 0
 */
record EmbeddingSpec(int output, TensorSpec tensor, Embedding embedding) {}
