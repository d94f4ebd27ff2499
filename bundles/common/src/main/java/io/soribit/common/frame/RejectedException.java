// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.frame;

/** A packet that is not taken; the message says why and what to do. */
public final class RejectedException extends Exception {
    private static final long serialVersionUID = 1;

    /** With a message for people. */
    public RejectedException(String message) {
        super(message, null, false, false); // there may be thousands a second
    }
}
