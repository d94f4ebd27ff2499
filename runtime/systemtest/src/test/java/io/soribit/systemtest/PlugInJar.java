// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import aQute.bnd.osgi.Builder;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;

/** Builds a plug-in of one class, as integrators do: compiled against the API, packed by bnd. */
final class PlugInJar {
    private PlugInJar() {}

    /**
     * @param source of a class in the package {@code bad}
     * @param headers of its manifest, beside those that bnd finds out
     */
    static void build(Path source, Map<String, String> headers, Path jar) throws Exception {
        Path classes = Files.createTempDirectory(jar.getParent().getParent(), "classes");
        String path = System.getProperty("java.class.path");
        int status =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-nowarn",
                                "-proc:none",
                                "-cp",
                                path,
                                "-d",
                                classes.toString(),
                                source.toString());
        if (status != 0) {
            throw new AssertionError(source + " does not compile");
        }
        String name = source.getFileName().toString().replace(".java", "");
        try (Builder builder = new Builder()) {
            builder.addClasspath(classes.toFile());
            for (String entry : path.split(File.pathSeparator)) {
                if (entry.contains("soribit") || entry.contains("osgi")) {
                    builder.addClasspath(new File(entry));
                }
            }
            builder.setProperty("Bundle-SymbolicName", "bad." + name);
            builder.setProperty("Bundle-Version", "1.0.0");
            builder.setProperty("Private-Package", "bad");
            builder.setProperty("-noimportjava", "true");
            headers.forEach(builder::setProperty);
            Path whole = classes.resolve("whole");
            builder.build().write(whole.toFile());
            if (!builder.getErrors().isEmpty()) {
                throw new AssertionError(builder.getErrors());
            }
            Files.move(whole, jar, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** All sources in a folder, sorted. */
    static List<Path> sources(Path folder) {
        File[] files = folder.toFile().listFiles((dir, name) -> name.endsWith(".java"));
        if (files == null || files.length == 0) {
            throw new AssertionError("no plug-in in " + folder);
        }
        return Arrays.stream(files).map(File::toPath).sorted().toList();
    }
}
