// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.upgrade;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.soribit.common.io.EntryName;
import io.soribit.common.signing.ModelParts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The list of all files of a release, which is what is signed.
 *
 * @param format raised when older hubs cannot read it
 * @param version of the release
 * @param files by their paths, with slashes
 */
record ReleaseList(int format, String version, Map<String, Entry> files) {
    static final String FILE = "release.json";
    static final String SIGNATURE = "release.sig";
    static final int MOST_BYTES = 4 << 20;
    private static final int FORMAT = 1;
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /**
     * A file.
     *
     * @param bytes its length
     * @param sha256 in hexadecimal
     */
    record Entry(long bytes, String sha256) {
        static Entry of(Path file) throws IOException {
            try (InputStream in = Files.newInputStream(file)) {
                return new Entry(Files.size(file), ModelParts.sha256(in));
            }
        }
    }

    /** Lists what a folder holds. */
    static ReleaseList of(Path folder, String version) throws IOException {
        Map<String, Entry> files = new TreeMap<>();
        for (Path file : filesOf(folder)) {
            files.put(path(folder, file), Entry.of(file));
        }
        return new ReleaseList(FORMAT, version, files);
    }

    static ReleaseList read(byte[] json) throws IOException {
        @Nullable ReleaseList list;
        try {
            list = JSON.readValue(json, ReleaseList.class);
        } catch (JsonProcessingException e) {
            throw new IOException("its " + FILE + " is malformed: " + e.getOriginalMessage(), e);
        }
        if (list == null || list.version == null || list.files == null) {
            throw new IOException("its " + FILE + " is incomplete");
        }
        if (list.format != FORMAT) {
            throw new IOException(
                    "its "
                            + FILE
                            + " is of a format that this version does not know: install a"
                            + " version in between first");
        }
        for (Map.Entry<String, Entry> file : list.files.entrySet()) {
            EntryName.check(file.getKey());
            if (file.getValue() == null || file.getValue().bytes < 0) {
                throw new IOException("its " + FILE + " is incomplete");
            }
        }
        return list;
    }

    byte[] json() throws IOException {
        return JSON.writeValueAsBytes(this);
    }

    /** What in a folder is not as it is listed. */
    List<String> differences(Path folder) throws IOException {
        List<String> differences = new ArrayList<>();
        for (Map.Entry<String, Entry> file : files.entrySet()) {
            Path there = folder.resolve(file.getKey());
            if (!Files.isRegularFile(there, LinkOption.NOFOLLOW_LINKS)) {
                differences.add(file.getKey() + " is missing");
            } else if (Files.size(there) != file.getValue().bytes
                    || !Entry.of(there).equals(file.getValue())) {
                differences.add(file.getKey() + " was changed");
            }
        }
        for (Path file : filesOf(folder)) {
            if (!files.containsKey(path(folder, file))) {
                differences.add(EntryName.shown(path(folder, file)) + " is not listed");
            }
        }
        return differences;
    }

    /** Links are among them: none belongs into a release. */
    private static List<Path> filesOf(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> !file.equals(folder.resolve(FILE)))
                    .filter(file -> !file.equals(folder.resolve(SIGNATURE)))
                    .sorted()
                    .toList();
        }
    }

    private static String path(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }
}
