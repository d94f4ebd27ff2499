// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Makes folders. */
public final class Folders {
    private Folders() {}

    /**
     * Makes the folder of a file and those above it, unless it is there, also as a symbolic link to
     * one; {@link Files#createDirectories} of Java 17 refuses such a link.
     *
     * @return the folder
     */
    public static Path makeFor(Path file) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        return Files.isDirectory(folder) ? folder : Files.createDirectories(folder);
    }
}
