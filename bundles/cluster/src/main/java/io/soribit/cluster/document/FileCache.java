// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.document;

import io.soribit.common.io.LimitedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What files of a folder say, read again only when they have changed. Not thread-safe. */
final class FileCache<T> {
    private static final int MOST_BYTES = 8 << 20;

    private final Reader<T> reader;
    private final Map<Path, Seen<T>> known = new HashMap<>();
    private final Map<String, String> unreadable = new TreeMap<>();

    /** Makes something of the content of a file. */
    interface Reader<T> {
        T read(Path file, byte[] content) throws IOException;
    }

    private record Seen<T>(Object state, T value) {}

    FileCache(Reader<T> reader) {
        this.reader = reader;
    }

    /** The files of a folder; none if there is no folder. */
    static List<Path> list(Path folder, Predicate<String> names) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> names.test(String.valueOf(file.getFileName()))).toList();
        }
    }

    /** What these files say, in their order, without those that cannot be read; forgets others. */
    Map<Path, T> read(Collection<Path> files) {
        known.keySet().retainAll(files);
        unreadable.clear();
        Map<Path, T> contents = new LinkedHashMap<>();
        for (Path file : files) {
            try {
                get(file).ifPresent(content -> contents.put(file, content));
            } catch (IOException e) {
                unreadable.put(String.valueOf(file.getFileName()), e.toString());
            }
        }
        return contents;
    }

    /** Which files could not be read last: why, by name. */
    Map<String, String> unreadable() {
        return unreadable;
    }

    private Optional<T> get(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            Object state =
                    List.of(
                            attributes.lastModifiedTime(),
                            attributes.size(),
                            String.valueOf(attributes.fileKey()));
            Seen<T> seen = known.get(file);
            if (seen == null || !seen.state().equals(state)) {
                T value = reader.read(file, LimitedFiles.read(file, MOST_BYTES));
                seen = new Seen<>(state, value);
                known.put(file, seen);
            }
            return Optional.of(seen.value());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
