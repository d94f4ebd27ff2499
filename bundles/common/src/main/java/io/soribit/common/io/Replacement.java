// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.io;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Puts new files in the place of what parts of a folder hold: all of them or none. What was there
 * is kept. One that is interrupted, also by a power cut, is completed or taken back by {@link
 * #recover}, which reads how far it was from a journal in the folder. Not thread-safe.
 */
public final class Replacement {
    /** Begins the name of a folder or file that is there only for a replacement. */
    public static final String TEMPORARY = ".restore";

    private static final String JOURNAL = "restoring";

    /** What is moved away goes back. */
    private static final String BACK = "back";

    /** All is away: the new files go on to their places. */
    private static final String ON = "on";

    private final Path folder;
    private final Path kept;
    private final Path fresh;
    private final StateFile journal;

    /**
     * @param folder whose parts are replaced
     * @param kept a folder in it, for what was there
     * @param fresh a folder in it with the new files
     */
    public Replacement(Path folder, Path kept, Path fresh) {
        this.folder = folder;
        this.kept = kept;
        this.fresh = fresh;
        journal = journal(folder);
    }

    private static StateFile journal(Path folder) {
        return new StateFile(folder.resolve(JOURNAL));
    }

    /** Whether one is begun and neither completed nor taken back: its files are needed. */
    public static boolean isPending(Path folder) {
        return Files.exists(folder.resolve(JOURNAL));
    }

    /**
     * Replaces files; if that fails, all is as it was before.
     *
     * @param parts names of folders and files, here and among the new ones; each may be missing
     */
    public void replace(List<String> parts) throws IOException {
        List<FileMove> away = moves(folder, kept, parts);
        List<FileMove> in = moves(fresh, folder, parts);
        FileMove.forceFiles(in, fresh);
        Deque<FileMove> moved = new ArrayDeque<>();
        Deque<FileMove> replaced = new ArrayDeque<>();
        try {
            note(BACK);
            make(away, kept, moved);
            note(ON);
            make(in, folder, replaced);
        } catch (IOException | RuntimeException e) {
            undo(e, moved, replaced);
            throw e;
        }
        journal.delete();
    }

    /** File by file: a folder may be a link to another file system. */
    private static List<FileMove> moves(Path from, Path to, List<String> parts) throws IOException {
        List<FileMove> moves = new ArrayList<>();
        for (String part : parts) {
            if (Files.exists(from.resolve(part))) {
                Path root = from.resolve(part).toRealPath();
                for (Path file : Folders.files(root)) {
                    Path target = to.resolve(part);
                    moves.add(
                            new FileMove(
                                    file,
                                    root.equals(file)
                                            ? target
                                            : target.resolve(root.relativize(file).toString())));
                }
            }
        }
        return moves;
    }

    private static void make(List<FileMove> moves, Path to, Deque<FileMove> made)
            throws IOException {
        for (FileMove move : moves) {
            move.make();
            made.push(move);
        }
        FileMove.forceNames(moves, to);
    }

    private void note(String stage) throws IOException {
        journal.writeLines(
                List.of(
                        stage,
                        folder.relativize(kept).toString(),
                        folder.relativize(fresh).toString()));
    }

    private void undo(Exception cause, Deque<FileMove> moved, Deque<FileMove> replaced) {
        takeBack(replaced, fresh, cause);
        attempt(() -> note(BACK), cause);
        if (takeBack(moved, folder, cause)) {
            attempt(journal::delete, cause);
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private static boolean attempt(Step step, Exception cause) {
        try {
            step.run();
            return true;
        } catch (IOException e) {
            cause.addSuppressed(e);
            return false;
        }
    }

    private static boolean takeBack(Deque<FileMove> made, Path to, Exception cause) {
        List<FileMove> back = made.stream().map(FileMove::back).toList();
        boolean all = true;
        for (FileMove move : back) {
            all &= attempt(move::replace, cause);
        }
        FileMove.forceNames(back, to);
        return all;
    }

    /**
     * How an interrupted one ended.
     *
     * @param completed whether the new files are in place; otherwise what was before is
     * @param kept where what was before is, if it is completed
     */
    public record Recovery(boolean completed, Path kept) {}

    /**
     * Completes one that was interrupted, or takes it back; nobody else may use the folder. May be
     * interrupted and repeated.
     *
     * @return how it ended; empty if none was interrupted
     */
    public static Optional<Recovery> recover(Path folder) throws IOException {
        StateFile journal = journal(folder);
        List<String> lines = journal.readLines();
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        if (lines.size() != 3) {
            throw new IOException(journal.path() + " is malformed");
        }
        boolean completed = lines.get(0).equals(ON);
        Path kept = folder.resolve(lines.get(1));
        Path from = completed ? folder.resolve(lines.get(2)) : kept;
        if (Files.isDirectory(from)) {
            List<FileMove> moves =
                    Folders.files(from).stream()
                            .filter(file -> !FileMove.isPartial(file))
                            .map(f -> new FileMove(f, folder.resolve(from.relativize(f))))
                            .toList();
            for (FileMove move : moves) {
                move.replace();
            }
            FileMove.forceNames(moves, folder);
        }
        journal.delete();
        if (!completed) {
            Folders.delete(kept);
        }
        return Optional.of(new Recovery(completed, kept));
    }

    /** Deletes what one that was killed has left behind; nobody else may use the folder. */
    public static void deleteLeftovers(Path folder) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, TEMPORARY + "*")) {
            for (Path path : left) {
                Folders.delete(path);
                Files.deleteIfExists(path);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }
}
