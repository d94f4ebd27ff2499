// SPDX-License-Identifier: Apache-2.0
package io.soribit.launcher;

/** A problem that the user can fix; the message names what is wrong, where, and what to do. */
final class UserError extends Exception {
    private static final long serialVersionUID = 1;

    UserError(String message) {
        super(message);
    }

    UserError(String message, Throwable cause) {
        super(message, cause);
    }
}
