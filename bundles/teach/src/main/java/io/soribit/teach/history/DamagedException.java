// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.history;

import java.io.IOException;

/** A file is no history, or no longer one. */
final class DamagedException extends IOException {
    private static final long serialVersionUID = 1;

    DamagedException(String message) {
        super(message);
    }
}
