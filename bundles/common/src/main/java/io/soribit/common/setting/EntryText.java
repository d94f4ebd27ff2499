// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.setting;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The text of a configuration file of which single entries are read and changed; all else stays as
 * it is: comments, line ends, lists over several lines, references to secrets.
 */
public final class EntryText {
    private static final char MALFORMED = '\uFFFD';
    private static final Pattern LINE =
            Pattern.compile("(\\s*)([^\\s#!=:]+)(\\s*[=:]\\s*|\\s+|$)(.*)", Pattern.DOTALL);
    private static final Pattern TYPED = Pattern.compile("[A-Za-z]?\\s*[\\[(\"].*", Pattern.DOTALL);

    /** Of a file that cannot be read. */
    public static final EntryText UNREADABLE = new EntryText(String.valueOf(MALFORMED));

    private final String text;
    private final List<Line> lines = new ArrayList<>();

    /**
     * @param key empty for comments, empty lines, and what continues the line before
     * @param value as it is written, without what surrounds it
     * @param continued whether the next line belongs to it
     */
    private record Line(String text, String key, String value, boolean continued) {}

    private EntryText(String text) {
        this.text = text;
        boolean continued = false;
        for (String line : text.split("\n", -1)) {
            boolean comment = !continued && line.strip().matches("(?s)([#!].*)?");
            Matcher matcher = LINE.matcher(line);
            boolean entry = !continued && !comment && matcher.matches();
            continued = !comment && endsWithBackslash(line);
            lines.add(
                    new Line(
                            line,
                            entry ? matcher.group(2) : "",
                            entry ? matcher.group(4).strip() : "",
                            continued));
        }
    }

    /** Reads a text; null is a file that is not there. */
    public static EntryText of(@Nullable String text) {
        return new EntryText(text == null ? "" : text);
    }

    private static boolean endsWithBackslash(String line) {
        String shown = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        return (shown.length() - shown.replaceAll("\\\\+$", "").length()) % 2 == 1;
    }

    /** What an entry says as it is written; of several of that key the last one. */
    public Optional<String> value(String key) {
        return linesOf(key).map(Line::value).reduce((earlier, later) -> later);
    }

    private Stream<Line> linesOf(String key) {
        return lines.stream().filter(line -> line.key().equals(key));
    }

    /**
     * Whether an entry can be changed without a change of any other: not if the file is not UTF-8
     * or has typed values, nor if the entry has several lines.
     */
    public boolean isChangeable(String key) {
        return text.indexOf(MALFORMED) < 0
                && !text.replace("\r\n", "\n").contains("\r")
                && lines.stream().noneMatch(line -> TYPED.matcher(line.value()).matches())
                && !lines.get(lines.size() - 1).continued()
                && linesOf(key).noneMatch(Line::continued);
    }

    /**
     * The text with another value of an entry.
     *
     * @param value null to leave it out; without line ends
     */
    public String with(String key, @Nullable String value) {
        List<String> next = new ArrayList<>(lines.stream().map(Line::text).toList());
        boolean written = value == null;
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (!lines.get(i).key().equals(key)) {
                continue;
            }
            if (written) {
                next.remove(i);
            } else {
                next.set(i, replaced(lines.get(i).text(), String.valueOf(value)));
                written = true;
            }
        }
        if (!written) {
            append(next, key + " = " + value);
        }
        return String.join("\n", next);
    }

    private static String replaced(String line, String value) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalStateException(line);
        }
        String between = matcher.group(3).isBlank() ? " = " : matcher.group(3);
        String end = line.endsWith("\r") ? "\r" : "";
        return matcher.group(1) + matcher.group(2) + between.replace("\r", "") + value + end;
    }

    private static void append(List<String> lines, String line) {
        String last = lines.get(lines.size() - 1);
        String end = lines.size() > 1 && lines.get(0).endsWith("\r") ? "\r" : "";
        if (last.isEmpty()) {
            lines.set(lines.size() - 1, line + end);
        } else {
            lines.set(lines.size() - 1, last + end);
            lines.add(line + end);
        }
        lines.add("");
    }
}
