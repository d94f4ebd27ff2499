// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import io.soribit.api.ModelException;

/** Where a model's files come from. */
interface ModelFiles {
    /** The content of {@code model.json}. */
    byte[] descriptor() throws ModelException;

    /**
     * The content of a file.
     *
     * @param path relative to the descriptor
     * @throws ModelException if there is none or it cannot be read
     */
    byte[] read(String path) throws ModelException;
}
