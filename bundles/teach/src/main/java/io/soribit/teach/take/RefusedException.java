// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.take;

import io.soribit.api.setting.Teaching;

/** Something cannot be taught; the message says what is wrong with which take and what to do. */
public final class RefusedException extends Teaching.RefusedException {
    private static final long serialVersionUID = 1;

    public RefusedException(String code, String message) {
        super(code, message);
    }
}
