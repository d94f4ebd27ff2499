// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Finds what somebody who mistyped a name may have meant. */
public final class Suggestions {
    private static final int MOST = 3;

    private Suggestions() {}

    /** The names nearest to one, the best first; none if all are far from it. */
    public static List<String> to(String name, Collection<String> known) {
        int tolerance = Math.max(2, name.length() / 3);
        return known.stream()
                .distinct()
                .filter(candidate -> distance(name, candidate) <= tolerance)
                .sorted(
                        Comparator.comparingInt((String candidate) -> distance(name, candidate))
                                .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    /**
     * The three known names nearest to one, however far: those that hold it or are part of it
     * first, then those that need the fewest edits.
     */
    public static List<String> nearest(String name, Collection<String> known) {
        return known.stream()
                .sorted(
                        Comparator.comparing((String k) -> !k.contains(name) && !name.contains(k))
                                .thenComparingInt(k -> distance(name, k))
                                .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    /**
     * Levenshtein's distance: letters to insert, delete or replace; case and the kind of separator
     * do not count.
     */
    public static int distance(String one, String other) {
        String a = folded(one);
        String b = folded(other);
        int[] row = IntStream.rangeClosed(0, b.length()).toArray();
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT).replace('-', '.').replace('_', '.');
    }
}
