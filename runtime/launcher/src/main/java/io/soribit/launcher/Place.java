// SPDX-License-Identifier: Apache-2.0
package io.soribit.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folders that one start of the hub works with.
 *
 * @param data configuration, log and state
 * @param bundles cache of the framework
 * @param cache what can be made again, such as unpacked native libraries
 * @param temporary removed at the end; null if nothing is
 */
record Place(Path data, Path bundles, Path cache, @Nullable Path temporary)
        implements AutoCloseable {
    /**
     * Makes the folders; a data folder that was not named is the person's own, or for the demo a
     * temporary one.
     */
    static Place of(Command command, @Nullable Path named) throws UserError {
        try {
            Path temporary = command.exclusive ? null : Files.createTempDirectory("soribit");
            boolean passing = named == null && command == Command.DEMO;
            Path data = named != null ? named : home();
            Path cache = data.resolve("cache");
            if (temporary != null && passing) {
                data = temporary;
            }
            Path bundles = (temporary != null ? temporary : cache).resolve("bundles");
            boolean own = !Files.exists(data) || Files.isDirectory(data.resolve("etc"));
            for (String folder : List.of("etc", "log", "bundles")) {
                make(data.resolve(folder));
            }
            if (own) {
                restrict(data);
            }
            Files.createDirectories(bundles);
            Files.createDirectories(cache);
            return new Place(data, bundles, cache, temporary);
        } catch (IOException e) {
            throw UserError.in(
                    named != null ? named : home(),
                    "the data folder cannot be made: " + e + ": name another one with --data DIR",
                    e);
        }
    }

    /** A link to a folder is one, too; createDirectories of Java 17 refuses it. */
    private static void make(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
    }

    /** When somebody was at home is nobody else's business. */
    private static void restrict(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static Path home() {
        @Nullable String data = System.getenv("SORIBIT_DATA");
        return data != null
                ? Path.of(data).toAbsolutePath()
                : Path.of(System.getProperty("user.home"), ".soribit");
    }

    /** Removes what was temporary. */
    @Override
    public void close() {
        if (temporary == null) {
            return;
        }
        try (Stream<Path> all = Files.walk(temporary)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            System.err.println(
                    "soribit: " + temporary + " could not be removed: " + e.getMessage());
        }
    }
}
