// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.sound;

import io.soribit.api.Sound;
import io.soribit.common.io.LimitedFiles;
import io.soribit.common.io.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** The taught sounds of a data folder: a file for each in {@code sounds}. */
public final class SoundFolder {
    private static final String ENDING = ".json";
    private static final int MOST_BYTES = 8 << 20;

    private final Path folder;

    /**
     * @param data the hub's folder
     */
    public SoundFolder(Path data) {
        folder = data.resolve("sounds").toAbsolutePath();
    }

    /** The files, sorted by name. */
    public List<Path> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> name(file).startsWith(Sound.TAUGHT))
                    .filter(file -> name(file).endsWith(ENDING))
                    .sorted()
                    .toList();
        }
    }

    /**
     * All that can be read, by their ids.
     *
     * @param problems receives each file that cannot, and why
     */
    public Map<String, OwnSound> sounds(BiConsumer<Path, String> problems) throws IOException {
        Map<String, OwnSound> sounds = new TreeMap<>();
        for (Path file : new ArrayList<>(files())) {
            try {
                OwnSound own = read(file);
                sounds.put(own.sound().id(), own);
            } catch (IOException e) {
                problems.accept(file, String.valueOf(e.getMessage()));
            }
        }
        return sounds;
    }

    /**
     * One of them.
     *
     * @throws IOException if it cannot be read, or has another id than its name says
     */
    public static OwnSound read(Path file) throws IOException {
        return SoundDocument.read(content(file));
    }

    /**
     * The content of a file that may be a taught sound.
     *
     * @throws IOException if it is too large to be one
     */
    public static byte[] content(Path file) throws IOException {
        return LimitedFiles.read(file, MOST_BYTES);
    }

    /** Writes it as a whole, or not at all. */
    public Path write(OwnSound own) throws IOException {
        Path file = fileOf(own.sound().id());
        new StateFile(file).write(SoundDocument.write(own));
        return file;
    }

    /** Removes it, if it is there. */
    public void remove(String id) throws IOException {
        new StateFile(fileOf(id)).delete();
    }

    private Path fileOf(String id) {
        return folder.resolve(id + ENDING);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
