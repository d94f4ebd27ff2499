// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.upgrade;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.soribit.common.io.Archive;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/** The settings that a version renames by itself, as its configuration guard lists them. */
final class Migrated {
    private static final String BUNDLE = "io.soribit.config";
    private static final String FILE = "io/soribit/config/migration/migrations.txt";
    private static final int MOST_BYTES = 1 << 20;

    private Migrated() {}

    /** {@code PID KEY} of each. */
    static Set<String> of(Parts parts) throws IOException {
        Parts.@Nullable Part guard = parts.jars().get(BUNDLE);
        if (guard == null) {
            return Set.of();
        }
        try (Archive jar = Archive.open(guard.jar(), Manifests.LIMITS)) {
            @Nullable ZipEntry list = jar.entry(FILE);
            return list == null
                    ? Set.of()
                    : new String(jar.read(list, MOST_BYTES), UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith("#"))
                            .map(line -> line.split(" ", -1))
                            .filter(columns -> columns.length > 2)
                            .map(columns -> columns[1] + " " + columns[2])
                            .collect(Collectors.toSet());
        }
    }
}
