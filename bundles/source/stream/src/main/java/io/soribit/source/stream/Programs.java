// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Programs of this machine. */
final class Programs {
    private static final Pattern SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));

    private Programs() {}

    /** Where a program is, by its name or path. */
    static Optional<Path> find(String program) {
        if (program.contains(File.separator)) {
            return Optional.of(Path.of(program)).filter(Files::isExecutable);
        }
        return SEPARATOR
                .splitAsStream(System.getenv().getOrDefault("PATH", ""))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(path -> Files.isRegularFile(path) && Files.isExecutable(path))
                .findFirst();
    }

    /** What to do if it is not there. */
    static String remedy(String program) {
        return program.endsWith("ffmpeg")
                ? "install ffmpeg 5.0 or later (Debian and Ubuntu: apt install ffmpeg)"
                : "install it, or write its full path";
    }
}
