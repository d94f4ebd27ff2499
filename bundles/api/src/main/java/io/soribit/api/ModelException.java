// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

/** A model was refused; the message says which, why, and what to do. */
public final class ModelException extends Exception {
    private static final long serialVersionUID = 1;

    /**
     * Of what was found wrong.
     *
     * @param message which model, why, and what to do
     */
    public ModelException(String message) {
        super(message);
    }

    /**
     * Of what failed for another reason.
     *
     * @param message which model, why, and what to do
     * @param cause what failed
     */
    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
