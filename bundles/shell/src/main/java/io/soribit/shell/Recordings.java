// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Finds recordings: named files, and the audio files in named folders, sorted. */
final class Recordings {
    private static final Set<String> ENDINGS =
            Set.of(
                    "wav", "wave", "ogg", "oga", "opus", "flac", "mp3", "m4a", "aac", "aif", "aiff",
                    "wma", "webm", "mka", "mp4", "mkv", "mov", "amr", "3gp", "au", "caf");

    private Recordings() {}

    static List<Path> below(List<Path> paths) {
        List<Path> all = new ArrayList<>();
        for (Path path : paths) {
            if (!Files.isDirectory(path)) {
                all.add(path);
                continue;
            }
            try (Stream<Path> tree = Files.walk(path)) {
                tree.filter(Files::isRegularFile)
                        .filter(Recordings::isAudio)
                        .sorted()
                        .forEach(all::add);
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "the folder " + path + " cannot be read: " + e.getMessage(), e);
            }
        }
        return all;
    }

    private static boolean isAudio(Path file) {
        String name = file.getFileName().toString();
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }
}
