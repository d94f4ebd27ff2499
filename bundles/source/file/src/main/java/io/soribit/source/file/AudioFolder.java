// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.file;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the recordings of a folder. */
final class AudioFolder extends SimpleFileVisitor<Path> {
    private static final Logger LOG = LoggerFactory.getLogger(AudioFolder.class);
    private static final Set<String> ENDINGS =
            Set.of(
                    "wav", "wave", "flac", "mp3", "ogg", "oga", "opus", "m4a", "aac", "wma", "aif",
                    "aiff", "amr", "au", "caf", "ac3", "3gp", "mka", "mkv", "mp4", "mov", "webm");

    private final List<Path> files = new ArrayList<>();

    private AudioFolder() {}

    /**
     * Lists a file, or the recordings of a folder and the folders in it, sorted by path.
     *
     * @throws IOException if there is none
     */
    static List<Path> list(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new IOException(path + ": there is no such file or folder: check its name");
        }
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        AudioFolder folder = new AudioFolder();
        Files.walkFileTree(
                path, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, folder);
        if (folder.files.isEmpty()) {
            throw new IOException(
                    path + ": the folder holds no recordings (.wav, .flac, .mp3, .ogg, ...)");
        }
        folder.files.sort(null);
        return List.copyOf(folder.files);
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        String ending = name.substring(name.lastIndexOf('.') + 1);
        if (!name.startsWith(".") && ENDINGS.contains(ending)) {
            files.add(file);
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
        LOG.warn("{} is left out: it cannot be listed", file, e);
        return FileVisitResult.CONTINUE;
    }
}
