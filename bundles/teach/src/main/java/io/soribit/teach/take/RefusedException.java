// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.take;

/** Something cannot be taught; the message says what is wrong with which take and what to do. */
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    public RefusedException(String message) {
        super(message);
    }
}
