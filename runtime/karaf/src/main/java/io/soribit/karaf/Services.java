// SPDX-License-Identifier: Apache-2.0
package io.soribit.karaf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Services that bundles require, and that none of them says it has: Karaf insists on them. */
final class Services {
    private static final Pattern CLAUSE =
            Pattern.compile("osgi[.]service;((?:[^,\"]|\"[^\"]*\")*)");
    private static final Pattern REQUIRED = Pattern.compile("objectClass=([\\w.$]+)");
    private static final Pattern PROVIDED =
            Pattern.compile("objectClass(?::List<String>)?=\"?([\\w.,$]+)");

    private final Set<String> required = new TreeSet<>();
    private final Set<String> provided = new TreeSet<>();

    void add(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            Attributes headers = file.getManifest().getMainAttributes();
            Matcher needs = CLAUSE.matcher(text(headers.getValue("Require-Capability")));
            while (needs.find()) {
                if (!needs.group(1).contains("resolution:=optional")) {
                    Matcher name = REQUIRED.matcher(needs.group(1));
                    while (name.find()) {
                        required.add(name.group(1));
                    }
                }
            }
            Matcher has = CLAUSE.matcher(text(headers.getValue("Provide-Capability")));
            while (has.find()) {
                Matcher names = PROVIDED.matcher(has.group(1));
                while (names.find()) {
                    provided.addAll(Set.of(names.group(1).split(",")));
                }
            }
        }
    }

    Set<String> missing() {
        Set<String> missing = new TreeSet<>(required);
        missing.removeAll(provided);
        return missing;
    }

    private static String text(@Nullable String header) {
        return header == null ? "" : header;
    }
}
