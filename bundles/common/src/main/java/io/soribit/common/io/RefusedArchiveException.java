// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.io;

import java.io.IOException;

/** An archive is whole, but holds what is not taken: too much, or names that reach elsewhere. */
public final class RefusedArchiveException extends IOException {
    private static final long serialVersionUID = 1;

    RefusedArchiveException(String reason) {
        super(reason);
    }
}
