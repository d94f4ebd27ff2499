// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.sound;

import io.soribit.api.Sound;
import io.soribit.common.io.LimitedFiles;
import io.soribit.common.io.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The taught sounds of a data folder: a file for each in {@code sounds}. */
public final class SoundFolder {
    /** So many sounds are listened for: the first files. */
    public static final int MOST = 50;

    private static final String ENDING = ".json";
    private static final String OTHERS = "trunks";

    /** Between an id and a trunk; no id has it. */
    private static final String TRUNK = "@";

    private static final Pattern ID = Pattern.compile(Sound.TAUGHT + "[a-z0-9_]+");
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

    /** Whether it is not listened for because there are too many. */
    public boolean isBeyond(String id) throws IOException {
        return files().indexOf(fileOf(id)) >= MOST;
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

    /**
     * Keeps a new sound, and what its takes were made of: both, or nothing. After a power cut
     * between the two it is a sound that cannot be learnt anew.
     *
     * @param inputs none if that is not known of all takes
     */
    public Path add(OwnSound own, List<Inputs> inputs) throws IOException {
        String id = own.sound().id();
        Path file = write(own);
        try {
            writeInputs(id, inputs);
        } catch (IOException e) {
            try {
                remove(id);
            } catch (IOException also) {
                e.addSuppressed(also);
            }
            throw e;
        }
        return file;
    }

    /** Writes it as a whole, or not at all. */
    public Path write(OwnSound own) throws IOException {
        Path file = fileOf(own.sound().id());
        new StateFile(file).write(SoundDocument.write(own));
        return file;
    }

    /** Whether there is anything of it, readable or not. */
    public boolean has(String id) throws IOException {
        return ID.matcher(id).matches()
                && (Files.exists(fileOf(id))
                        || Files.exists(inputsOf(id))
                        || !others(id).isEmpty());
    }

    /**
     * Removes it and all that belongs to it, if it is there: itself last, so that it can be
     * repeated.
     */
    public void remove(String id) throws IOException {
        new StateFile(inputsOf(id)).delete();
        for (Path other : others(id)) {
            new StateFile(other).delete();
        }
        new StateFile(fileOf(id)).delete();
    }

    /** Keeps what the takes of a sound were made of; nothing if that is not known of all. */
    public void writeInputs(String id, List<Inputs> takes) throws IOException {
        StateFile file = new StateFile(inputsOf(id));
        if (takes.isEmpty()) {
            file.delete();
        } else {
            file.write(InputDocument.write(takes));
        }
    }

    /**
     * What its takes were made of; none if that is not known.
     *
     * @throws IOException if it cannot be read
     */
    public List<Inputs> inputs(String id) throws IOException {
        Path file = inputsOf(id);
        return Files.exists(file) ? InputDocument.read(content(file)) : List.of();
    }

    /**
     * Replaces a sound with one that was learnt on another trunk, and keeps it for that one.
     *
     * @return false if it was changed or removed meanwhile, and stays so
     */
    public boolean replace(OwnSound before, OwnSound next) throws IOException {
        if (!unchanged(before)) {
            return false;
        }
        Path file = other(before.sound().id(), before.embedding().trunk());
        new StateFile(file).write(SoundDocument.write(before));
        write(next);
        return true;
    }

    /**
     * Replaces a sound with what it is now, on the same trunk.
     *
     * @return false if it was changed or removed meanwhile, and stays so
     */
    public boolean update(OwnSound before, OwnSound next) throws IOException {
        if (!unchanged(before)) {
            return false;
        }
        write(next);
        return true;
    }

    private boolean unchanged(OwnSound known) throws IOException {
        Path file = fileOf(known.sound().id());
        return Files.exists(file)
                && Arrays.equals(SoundDocument.write(read(file)), SoundDocument.write(known));
    }

    /**
     * A sound as it was learnt on a trunk that heard before.
     *
     * @throws IOException if it cannot be read
     */
    public Optional<OwnSound> before(String id, String trunk) throws IOException {
        Path file = other(id, trunk);
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    private List<Path> others(String id) throws IOException {
        Path others = folder.resolve(OTHERS);
        if (!Files.isDirectory(others)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(others)) {
            return files.filter(file -> name(file).startsWith(id + TRUNK)).toList();
        }
    }

    private Path other(String id, String trunk) {
        return folder.resolve(OTHERS).resolve(id + TRUNK + trunk + ENDING);
    }

    private Path inputsOf(String id) {
        return folder.resolve("inputs").resolve(id + ENDING);
    }

    private Path fileOf(String id) {
        return folder.resolve(id + ENDING);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
