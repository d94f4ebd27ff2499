// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.upgrade;

import io.soribit.common.io.LimitedFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Settings that this version knows and another does not: they would be without effect there. */
final class SettingsCheck {
    private static final String ENDING = ".cfg";
    private static final int MOST_BYTES = 1 << 20;

    private final Settings now;
    private final Settings then;
    private final Set<String> migrated;

    /**
     * @param migrated {@code PID KEY} of settings that the other version renames by itself
     */
    SettingsCheck(Settings now, Settings then, Set<String> migrated) {
        this.now = now;
        this.then = then;
        this.migrated = migrated;
    }

    /** A line for each file or setting of a folder that is affected. */
    List<String> problems(Path etc) throws IOException {
        List<String> problems = new ArrayList<>();
        if (!Files.isDirectory(etc)) {
            return problems;
        }
        try (Stream<Path> files = Files.list(etc)) {
            for (Path file : files.filter(f -> f.toString().endsWith(ENDING)).sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                String pid = pid(name.substring(0, name.length() - ENDING.length()));
                @Nullable Set<String> known = now.byPid().get(pid);
                @Nullable Set<String> later = then.byPid().get(pid);
                if (known != null && later == null) {
                    problems.add(name);
                } else if (known != null && later != null) {
                    for (String key : keys(file)) {
                        if (known.contains(key)
                                && !later.contains(key)
                                && !migrated.contains(pid + " " + key)) {
                            problems.add(name + ": " + key);
                        }
                    }
                }
            }
        }
        return problems;
    }

    /** Of a file {@code PID-NAME.cfg}, {@code PID~NAME.cfg} or {@code PID.cfg}. */
    private static String pid(String name) {
        return name.split("[-~]", 2)[0];
    }

    private static Set<String> keys(Path file) throws IOException {
        Properties settings = new Properties();
        try {
            settings.load(new ByteArrayInputStream(LimitedFiles.read(file, MOST_BYTES)));
        } catch (IllegalArgumentException e) {
            return Set.of(); // a malformed escape: the hub says so when it reads the file
        }
        return new TreeSet<>(settings.stringPropertyNames());
    }
}
