// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A small file that is replaced as a whole: a reader finds what was there before or what was
 * written, also after a power cut. A new file is readable by its owner alone; one that exists keeps
 * its permissions, and a symbolic link keeps pointing to it. Needs only the JDK: the launcher has a
 * copy. Not thread-safe.
 */
public final class StateFile {
    private static final Set<PosixFilePermission> OWNER =
            PosixFilePermissions.fromString("rw-------");

    private final Path path;

    public StateFile(Path path) {
        this.path = path.toAbsolutePath();
    }

    /** Where it is; absolute. */
    public Path path() {
        return path;
    }

    /**
     * Reads all of it.
     *
     * @return empty if there is no file
     */
    public Optional<byte[]> read() throws IOException {
        try {
            return Optional.of(Files.readAllBytes(path));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** The lines of it as UTF-8, none if there is no file; malformed UTF-8 is an IOException. */
    public List<String> readLines() throws IOException {
        try {
            return Files.readAllLines(path);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** Writes it as UTF-8, as {@link #write(byte[])} does. */
    public void write(String text) throws IOException {
        write(text.getBytes(UTF_8));
    }

    /** Writes lines as UTF-8, each with a line feed, as {@link #write(byte[])} does. */
    public void writeLines(List<String> lines) throws IOException {
        write(lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
    }

    /**
     * Replaces the file, and makes the folder if there is none. Returns when it is on the disk;
     * after an IOException the file is as it was.
     */
    public void write(byte[] content) throws IOException {
        Folders.makeFor(path);
        Path target = Files.exists(path) ? path.toRealPath() : path;
        Path next = target.resolveSibling("." + target.getFileName() + ".new");
        try {
            Files.deleteIfExists(next);
            fill(next, content, permissions(target));
            Files.move(
                    next,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
        Folders.force(target.resolveSibling(""));
    }

    /** Deletes the file, if there is one. */
    public void delete() throws IOException {
        if (Files.deleteIfExists(path)) {
            Folders.force(path.resolveSibling(""));
        }
    }

    private static void fill(Path file, byte[] content, Set<PosixFilePermission> permissions)
            throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes =
                posix
                        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER)}
                        : new FileAttribute<?>[0];
        Set<StandardOpenOption> options =
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options, attributes)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        if (posix && !permissions.equals(OWNER)) {
            Files.setPosixFilePermissions(file, permissions);
        }
    }

    private static Set<PosixFilePermission> permissions(Path file) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix && Files.exists(file) ? Files.getPosixFilePermissions(file) : OWNER;
    }
}
