// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import java.util.List;
import java.util.regex.Pattern;

/** Removes credentials and paths from what a program prints. */
record Redaction(List<String> secrets) {
    private static final Pattern URL =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*://)(?:[^\\s'/]*@)?([^\\s'/?#,]*)[^\\s',]*");
    private static final String HIDDEN = "***";

    String apply(String line) {
        String shown = line;
        for (String secret : secrets) {
            shown = shown.replace(secret, HIDDEN);
        }
        return URL.matcher(shown).replaceAll("$1$2");
    }
}
