// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Makes folders, and what is in them durable. */
public final class Folders {
    private static final Logger LOG = System.getLogger(Folders.class.getName());

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

    /** Makes a change of names in a folder durable, where the system can. */
    public static void force(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, folder + " cannot be forced to the disk on this system", e);
        }
    }

    /**
     * The files of a folder and of those below it, links to files among them.
     *
     * @throws IOException also if a folder below cannot be read
     */
    public static List<Path> files(Path folder) throws IOException {
        return tree(folder).stream().filter(Files::isRegularFile).toList();
    }

    /** Deletes a folder with all that is in it, if it is there; links are not followed. */
    public static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        for (Path path : tree(folder).stream().sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
        }
    }

    private static List<Path> tree(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
