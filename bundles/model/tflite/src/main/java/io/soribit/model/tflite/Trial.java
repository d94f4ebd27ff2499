// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import io.soribit.api.ModelException;

/** Finds out whether a model is safe to run in this process. */
@FunctionalInterface
interface Trial {
    /**
     * Returns if it is.
     *
     * @throws ModelException if it crashed, failed or took too long
     */
    void run(String sha256, byte[] flatbuffer) throws ModelException;
}
