// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.status;

import io.soribit.common.text.Text;

/** One line of the status, or of a check. */
public record Finding(Kind kind, Text about, Text message) {
    /** How it counts. */
    public enum Kind {
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

    /** A finding about something that has a name in each language. */
    public static Finding of(Kind kind, String english, String korean, Text message) {
        return new Finding(kind, new Text(english, korean), message);
    }

    /** Whether something has to be done. */
    public boolean isWrong() {
        return kind == Kind.WRONG;
    }

    /** The line in a language. */
    public String line(String language) {
        return kind.mark + " " + about.in(language) + ": " + message.in(language);
    }
}
