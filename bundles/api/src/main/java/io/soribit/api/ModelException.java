// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

/** A model was refused; the message says which, why, and what to do. */
public final class ModelException extends Exception {
    private static final long serialVersionUID = 1;

    /** Of what was found wrong. */
    public ModelException(String message) {
        super(message);
    }

    /** Of what failed for another reason. */
    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
