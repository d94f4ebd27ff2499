// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker.users;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which topics a user may read and write, as MQTT topic filters.
 *
 * @param read filters
 * @param write filters
 */
public record Rights(List<String> read, List<String> write) {
    /** Reads and writes everything. */
    public static final Rights ALL = new Rights(List.of("#"), List.of("#"));

    /** Neither reads nor writes. */
    public static final Rights NONE = new Rights(List.of(), List.of());

    private static final String FORM =
            "'all', 'read', or lists of topic filters as in read=soribit/#,lamp/+;write=lamp/+/set";

    /** Checks the filters. */
    public Rights {
        read = List.copyOf(read);
        write = List.copyOf(write);
        read.forEach(Rights::check);
        write.forEach(Rights::check);
    }

    /**
     * Reads {@code all}, {@code read}, or {@code read=FILTER,...;write=FILTER,...}.
     *
     * @throws IllegalArgumentException with what is expected
     */
    public static Rights parse(String text) {
        if (text.strip().equals("all")) {
            return ALL;
        }
        if (text.strip().equals("read")) {
            return new Rights(ALL.read, List.of());
        }
        Map<String, List<String>> lists = new LinkedHashMap<>();
        for (String part : text.split(";", -1)) {
            String[] sides = part.split("=", 2);
            String name = sides[0].strip();
            if (sides.length < 2
                    || !(name.equals("read") || name.equals("write"))
                    || lists.containsKey(name)) {
                throw new IllegalArgumentException(
                        "'" + text + "' are not valid rights; use " + FORM);
            }
            lists.put(
                    name,
                    Arrays.stream(sides[1].split(",", -1))
                            .map(String::strip)
                            .filter(filter -> !filter.isEmpty())
                            .toList());
        }
        return new Rights(
                lists.getOrDefault("read", List.of()), lists.getOrDefault("write", List.of()));
    }

    private static void check(String filter) {
        String[] levels = filter.split("/", -1);
        for (int i = 0; i < levels.length; i++) {
            String level = levels[i];
            boolean wild = level.contains("+") || level.contains("#");
            if ((wild && level.length() > 1) || (level.equals("#") && i < levels.length - 1)) {
                throw new IllegalArgumentException(
                        "'"
                                + filter
                                + "' is not a valid topic filter: + and # stand for whole levels, # at the end");
            }
        }
    }

    /** Whether a subscription is covered. */
    public boolean mayRead(String filter) {
        return read.stream().anyMatch(right -> covers(right, filter));
    }

    /** Whether a topic is covered. */
    public boolean mayWrite(String topic) {
        return write.stream().anyMatch(right -> covers(right, topic));
    }

    /** Whether a right covers everything that a filter can match. */
    static boolean covers(String right, String filter) {
        String[] allowed = right.split("/", -1);
        String[] asked = filter.split("/", -1);
        if (asked[0].startsWith("$") && !allowed[0].equals(asked[0])) {
            return false;
        }
        for (int i = 0; i < allowed.length; i++) {
            if (allowed[i].equals("#")) {
                return true;
            }
            if (i == asked.length) {
                return false;
            }
            boolean one = allowed[i].equals("+") && !asked[i].equals("#");
            if (!one && !allowed[i].equals(asked[i])) {
                return false;
            }
        }
        return allowed.length == asked.length;
    }

    /** As it is written in the file. */
    public String text() {
        if (equals(ALL)) {
            return "all";
        }
        if (read.equals(ALL.read) && write.isEmpty()) {
            return "read";
        }
        return "read="
                + read.stream().collect(Collectors.joining(","))
                + ";write="
                + write.stream().collect(Collectors.joining(","));
    }
}
