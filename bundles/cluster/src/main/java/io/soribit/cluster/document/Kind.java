// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.document;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What hubs can share. */
public enum Kind {
    /** Rules, people and how often they are reminded. */
    RULES,
    /** Users of the page. */
    USERS,
    /** Taught sounds. */
    SOUNDS,
    /** Which models listen. */
    MODEL;

    Documents documents(Path data) {
        return switch (this) {
            case RULES -> new RuleDocuments(data);
            case USERS -> new UserDocuments(data);
            case SOUNDS -> new SoundDocuments(data);
            case MODEL -> new ModelDocuments(data);
        };
    }

    /** As it is written in settings and messages. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads some.
     *
     * @param lines one or several each, separated by commas
     * @throws IllegalArgumentException if one of them is none, with what is wrong
     */
    public static Set<Kind> parse(String... lines) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (String word : String.join(",", lines).split(",", -1)) {
            String name = word.strip();
            if (!name.isEmpty()) {
                kinds.add(
                        Arrays.stream(values())
                                .filter(kind -> kind.text().equals(name))
                                .findAny()
                                .orElseThrow(() -> unknown(name)));
            }
        }
        return kinds;
    }

    private static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException(
                "'share' names '" + name + "': it can be rules, users, sounds and model");
    }
}
