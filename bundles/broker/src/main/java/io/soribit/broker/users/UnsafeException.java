// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker.users;

import java.io.IOException;

/** The configuration would not be safe; the message says what to do. */
public final class UnsafeException extends IOException {
    private static final long serialVersionUID = 1;

    /** With a cause. */
    public UnsafeException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Without a cause. */
    public UnsafeException(String message) {
        super(message);
    }
}
