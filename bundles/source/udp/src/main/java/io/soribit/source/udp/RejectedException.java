// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.udp;

/** A packet that is not taken; the message says why and what to do. */
final class RejectedException extends Exception {
    private static final long serialVersionUID = 1;

    RejectedException(String message) {
        super(message, null, false, false); // there may be thousands a second
    }
}
