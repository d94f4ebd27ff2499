// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.setting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of a setting's file: reads the entries of plain lines, and changes them; comments and
 * other entries stay as they are.
 *
 * @param lines of the text
 * @param editable false if it has a list over several lines, a typed value, or was not UTF-8: what
 *     could not be read would be lost
 * @param entries by key, without those that are empty
 */
public record SettingFile(List<String> lines, boolean editable, Map<String, String> entries) {
    /** Stands for bytes that are not UTF-8. */
    private static final char MALFORMED = '\uFFFD';

    private static final Pattern LINE = Pattern.compile("\\s*([A-Za-z_]+)\\s*[=:]\\s*(.*?)\\s*");
    private static final Pattern SPECIAL =
            Pattern.compile("[A-Za-z]?\\s*[\\[(\"].*|.*[\\\\$].*", Pattern.DOTALL);

    /** Whether a value means in a file what it says: nothing in it has a meaning of its own. */
    public static boolean isPlain(String value) {
        return !SPECIAL.matcher(value.strip()).matches()
                && value.indexOf(MALFORMED) < 0
                && value.chars().noneMatch(Character::isISOControl);
    }

    /** Reads a text. */
    public static SettingFile of(String text) {
        List<String> lines = text.lines().toList();
        Map<String, String> entries = new LinkedHashMap<>();
        boolean plain = text.indexOf(MALFORMED) < 0;
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            boolean blank = line.isBlank() || line.strip().startsWith("#");
            plain &= blank || matcher.matches();
            if (!blank && matcher.matches()) {
                plain &= !SPECIAL.matcher(matcher.group(2)).matches();
                if (!matcher.group(2).isEmpty()) {
                    entries.put(matcher.group(1), matcher.group(2));
                }
            }
        }
        return new SettingFile(lines, plain, entries);
    }

    /**
     * The text with other entries.
     *
     * @param values of all keys that may have been changed; an empty one is left out
     */
    public String with(Map<String, String> values) {
        List<String> next = new ArrayList<>();
        Map<String, String> left = new LinkedHashMap<>(values);
        for (String line : lines) {
            Matcher matcher = LINE.matcher(line);
            boolean entry = !line.strip().startsWith("#") && matcher.matches();
            if (!entry || !values.containsKey(matcher.group(1))) {
                next.add(line);
            } else {
                add(next, matcher.group(1), left.remove(matcher.group(1)));
            }
        }
        left.forEach((key, value) -> add(next, key, value));
        return String.join("\n", next) + "\n";
    }

    private static void add(List<String> lines, String key, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            lines.add(key + " = " + value.strip());
        }
    }
}
