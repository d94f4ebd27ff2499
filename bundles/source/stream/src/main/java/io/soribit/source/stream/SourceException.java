// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import java.io.IOException;

/** A source that gives no audio; the message says why and what to do, and holds no secret. */
final class SourceException extends IOException {
    private static final long serialVersionUID = 1;

    private final boolean login;

    SourceException(String message) {
        this(false, message);
    }

    /**
     * With a message for people.
     *
     * @param login whether the log-in was refused, so that trying again may lock the user out
     */
    SourceException(boolean login, String message) {
        super(message);
        this.login = login;
    }

    SourceException(String message, Throwable cause) {
        super(message, cause);
        login = false;
    }

    boolean isLogin() {
        return login;
    }
}
