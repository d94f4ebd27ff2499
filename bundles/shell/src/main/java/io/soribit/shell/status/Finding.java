// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.status;

import io.soribit.common.text.Text;

/** One line of the status. */
record Finding(Kind kind, Text about, Text message) {
    enum Kind {
        WELL("✔"),
        /** Worth knowing, and not wrong. */
        NOTE("–"),
        ALERT("●"),
        WRONG("✘");

        private final String mark;

        Kind(String mark) {
            this.mark = mark;
        }
    }

    static Finding of(Kind kind, String english, String korean, Text message) {
        return new Finding(kind, new Text(english, korean), message);
    }

    boolean isWrong() {
        return kind == Kind.WRONG;
    }

    String line(String language) {
        return kind.mark + " " + about.in(language) + ": " + message.in(language);
    }
}
