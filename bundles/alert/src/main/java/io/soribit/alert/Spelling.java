// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds what somebody may have meant. */
final class Spelling {
    private static final int MOST = 3;

    private Spelling() {}

    /**
     * The three known names that are nearest: those that hold this one or are part of it, then
     * those that need the fewest edits.
     */
    static List<String> nearest(String name, Collection<String> known) {
        return known.stream()
                .sorted(
                        Comparator.comparing((String k) -> !k.contains(name) && !name.contains(k))
                                .thenComparingInt(k -> distance(name, k))
                                .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    /** Levenshtein's distance. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
