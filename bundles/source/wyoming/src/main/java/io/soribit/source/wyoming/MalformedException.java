// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.wyoming;

import java.io.IOException;

/** What a peer sent is no message of the protocol; the message says why. */
final class MalformedException extends IOException {
    private static final long serialVersionUID = 1;

    MalformedException(String message) {
        super(message);
    }
}
