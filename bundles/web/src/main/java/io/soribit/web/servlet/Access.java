// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.servlet;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The host names under which the page may be opened. Anybody could point other names at this
 * machine, and read the page through a visitor's browser (DNS rebinding).
 */
final class Access {
    private static final String ADDRESS = "[0-9.]+|\\[?[0-9a-f]*:[0-9a-f:.%]*\\]?";

    private final Set<String> names;

    /**
     * @param machine the name of this machine
     * @param configured further names
     */
    Access(String machine, String... configured) {
        names =
                Stream.concat(Stream.of("localhost", machine), Arrays.stream(configured))
                        .map(name -> name.strip().toLowerCase(Locale.ROOT))
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toUnmodifiableSet());
    }

    boolean trusted(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return names.contains(name)
                || name.endsWith(".local")
                || name.endsWith(".home.arpa")
                || name.matches(ADDRESS);
    }
}
