// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import java.io.IOException;

/** The configuration would not be safe; the message says what to do. */
final class UnsafeException extends IOException {
    private static final long serialVersionUID = 1;

    UnsafeException(String message, Throwable cause) {
        super(message, cause);
    }

    UnsafeException(String message) {
        super(message);
    }
}
