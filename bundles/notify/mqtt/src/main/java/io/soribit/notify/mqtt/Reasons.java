// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import java.io.EOFException;
import java.util.Objects;

/** Says for people why something failed. */
final class Reasons {
    private Reasons() {}

    /** The message of the innermost cause, or its kind where it has none. */
    static String of(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null && innermost.getCause() != innermost) {
            innermost = innermost.getCause();
        }
        if (innermost instanceof EOFException) {
            return "it closes the connection";
        }
        return Objects.requireNonNullElse(
                innermost.getMessage(), innermost.getClass().getSimpleName());
    }
}
