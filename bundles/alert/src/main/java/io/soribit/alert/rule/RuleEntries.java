// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.rule;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The entries of rule files, as they are written. */
public final class RuleEntries {
    private RuleEntries() {}

    /** The parts of {@code a, b}. */
    public static List<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    /** What is wrong with hours; empty if they can be read. */
    public static Optional<String> hoursProblem(String text) {
        try {
            Hours.parse(text);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
