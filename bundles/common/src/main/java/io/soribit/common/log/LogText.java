// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.log;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Text that comes from outside, as a line of the log may have it. */
public final class LogText {
    /** Characters of one such text. */
    public static final int LONGEST = 200;

    /** What could forge a line, or is a command to a terminal. */
    public static final String CONTROL = "\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029";

    private static final Pattern CONTROLS = Pattern.compile("[" + CONTROL + "]");

    private LogText() {}

    /** At most {@value #LONGEST} characters of it, without control characters. */
    public static String of(@Nullable Object text) {
        return line(String.valueOf(text), LONGEST);
    }

    /** At most so many characters of it and an ellipsis, without control characters. */
    public static String line(String text, int longest) {
        return CONTROLS.matcher(cut(text, longest)).replaceAll("?");
    }

    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end) + "…";
    }
}
