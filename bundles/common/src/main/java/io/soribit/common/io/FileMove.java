// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that gets another place, also on another file system. Interrupted at any moment, it is
 * whole at one of the two places, or at both.
 */
record FileMove(Path from, Path to) {
    private static final String PARTIAL = ".new";

    /** Whether a file is what an interrupted copy has left. */
    static boolean isPartial(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(".") && name.endsWith(PARTIAL);
    }

    /**
     * Moves it.
     *
     * @throws FileAlreadyExistsException if there is a file or folder already
     */
    void make() throws IOException {
        if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(to.toString());
        }
        replace();
    }

    /** Moves it in the place of what is there. */
    void replace() throws IOException {
        Folders.makeFor(to);
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            copy();
        }
    }

    FileMove back() {
        return new FileMove(to, from);
    }

    private void copy() throws IOException {
        Path partial = to.resolveSibling("." + to.getFileName() + PARTIAL);
        try {
            Files.copy(
                    from,
                    partial,
                    StandardCopyOption.COPY_ATTRIBUTES,
                    StandardCopyOption.REPLACE_EXISTING,
                    LinkOption.NOFOLLOW_LINKS);
            force(partial);
            Files.move(partial, to, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(partial);
        }
        Folders.force(to.resolveSibling(""));
        Files.delete(from);
    }

    /** Has the content of files that are to be moved on the disk, and their names below a root. */
    static void forceFiles(List<FileMove> moves, Path root) throws IOException {
        for (FileMove move : moves) {
            force(move.from());
        }
        force(root, moves.stream().map(FileMove::from).toList());
    }

    private static void force(Path file) throws IOException {
        if (!Files.isSymbolicLink(file)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /**
     * Has the new names of files that were moved on the disk, and those of folders below a root.
     */
    static void forceNames(List<FileMove> moves, Path to) {
        force(to, moves.stream().map(FileMove::to).toList());
        force(null, moves.stream().map(FileMove::from).toList());
    }

    private static void force(@Nullable Path root, Collection<Path> files) {
        Set<Path> folders = new LinkedHashSet<>();
        for (Path file : files) {
            @Nullable Path parent = file.getParent();
            while (parent != null && folders.add(parent) && root != null && !parent.equals(root)) {
                parent = parent.getParent();
            }
        }
        folders.forEach(Folders::force);
    }
}
