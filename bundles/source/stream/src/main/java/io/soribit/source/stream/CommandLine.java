// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a line into a program and its arguments, as a shell would; nothing is expanded. */
final class CommandLine {
    private static final Pattern QUOTED = Pattern.compile("'([^']*)'|\"([^\"]*)\"");
    private static final Pattern WORD = Pattern.compile("(?:[^\\s'\"]|'[^']*'|\"[^\"]*\")+");
    private static final Pattern QUOTE = Pattern.compile("['\"]");

    private CommandLine() {}

    /**
     * The words of a line. Quotes, single or double, keep blanks together.
     *
     * @throws IllegalArgumentException if a quote is not closed
     */
    static List<String> split(String line) {
        if (QUOTE.matcher(QUOTED.matcher(line).replaceAll("")).find()) {
            throw new IllegalArgumentException(
                    "'command' has a quote that is not closed: close it");
        }
        return WORD.matcher(line)
                .results()
                .map(word -> QUOTED.matcher(word.group()).replaceAll(CommandLine::inside))
                .toList();
    }

    private static String inside(MatchResult quoted) {
        String text = quoted.group(1) == null ? quoted.group(2) : quoted.group(1);
        return Matcher.quoteReplacement(text);
    }
}
