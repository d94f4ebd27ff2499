// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

/** A model was refused; the message says which, why, and what to do. */
public final class ModelException extends Exception {
    private static final long serialVersionUID = 1;

    public ModelException(String message) {
        super(message);
    }

    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
