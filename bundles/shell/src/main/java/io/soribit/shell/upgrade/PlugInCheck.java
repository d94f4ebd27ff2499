// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.upgrade;

import io.soribit.common.io.EntryName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;

/** Whether plug-ins can use another version of the API. */
final class PlugInCheck {
    private static final String API = "io.soribit.api";

    private final Map<String, String> exported;

    /**
     * @param api its jar
     */
    PlugInCheck(Path api) throws IOException {
        exported = Manifests.packages(Manifests.of(api).getValue("Export-Package"));
    }

    /** The API packages with their versions. */
    Map<String, String> exported() {
        return exported;
    }

    /** A line for each plug-in of a folder that would not start. */
    List<String> problems(Path folder) throws IOException {
        List<String> problems = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return problems;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path jar : files.filter(f -> f.toString().endsWith(".jar")).sorted().toList()) {
                String name = EntryName.shown(String.valueOf(jar.getFileName()));
                try {
                    missing(Manifests.of(jar)).forEach(m -> problems.add(name + ": " + m));
                } catch (IOException | IllegalArgumentException e) {
                    problems.add(name + ": " + e.getMessage());
                }
            }
        }
        return problems;
    }

    private List<String> missing(Attributes headers) {
        List<String> missing = new ArrayList<>();
        @Nullable String imports = headers.getValue("Import-Package");
        Manifests.packages(imports)
                .forEach(
                        (name, range) -> {
                            boolean ours = name.equals(API) || name.startsWith(API + ".");
                            if (ours
                                    && imports != null
                                    && !Manifests.isOptional(imports, name)
                                    && !has(name, range)) {
                                missing.add(name + " " + range);
                            }
                        });
        return missing;
    }

    private boolean has(String name, String range) {
        @Nullable String version = exported.get(name);
        return version != null
                && (range.isEmpty()
                        || new VersionRange(range).includes(Version.parseVersion(version)));
    }
}
