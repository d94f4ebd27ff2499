// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.satellite;

/** A message that is not what a satellite sends; says what is wrong with it. */
final class MalformedException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedException(String message) {
        super(message, null, false, false); // there may be thousands a second
    }
}
