// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.upgrade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The jars of a hub, by their names without a version.
 *
 * @param jars in {@code boot}, the launcher and the framework, and in {@code lib}, the bundles
 */
record Parts(Map<String, Part> jars) {
    private static final Pattern JAR = Pattern.compile("(.+?)-([0-9].*)[.]jar");

    /** A jar. */
    record Part(String version, Path jar) {}

    static Parts of(Path home) throws IOException {
        return of(home.resolve("boot"), home.resolve("lib"));
    }

    static Parts of(Path... folders) throws IOException {
        Map<String, Part> jars = new TreeMap<>();
        for (Path folder : folders) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    for (Path file : files.sorted().toList()) {
                        Matcher name = JAR.matcher(file.getFileName().toString());
                        if (name.matches()) {
                            jars.put(name.group(1), new Part(name.group(2), file));
                        }
                    }
                }
            }
        }
        return new Parts(jars);
    }

    /** The jar of a part. */
    Part required(String name) throws IOException {
        @Nullable Part part = jars.get(name);
        if (part == null) {
            throw new IOException("it is no folder of a hub: it has no " + name);
        }
        return part;
    }

    /** What is otherwise in another hub, a line each. */
    List<String> changes(Parts other) throws IOException {
        List<String> changes = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(jars.keySet());
        names.addAll(other.jars.keySet());
        for (String name : names) {
            @Nullable Part before = jars.get(name);
            @Nullable Part after = other.jars.get(name);
            if (before == null && after != null) {
                changes.add("+ " + name + " " + after.version());
            } else if (before != null && after == null) {
                changes.add("- " + name + " " + before.version());
            } else if (before != null && after != null && !same(before, after)) {
                changes.add(name + " " + before.version() + " → " + after.version());
            }
        }
        return changes;
    }

    private static boolean same(Part before, Part after) throws IOException {
        return before.version().equals(after.version())
                && Files.mismatch(before.jar(), after.jar()) < 0;
    }
}
