// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.backup;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.common.io.Archive;
import io.soribit.common.io.ArchiveLimits;
import io.soribit.common.io.Folders;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** What a backup is: a zip file with {@code backup.json} first, then parts of the data folder. */
final class BackupFormat {
    static final int NUMBER = 1;
    static final String HEADER = "backup.json";
    private static final int MOST_HEADER = 1 << 16;
    static final String HISTORY = "history.db";

    /** Configuration with users and secrets, state, models, plug-ins, taught sounds; no cache. */
    static final List<String> FOLDERS = List.of("etc", "state", "models", "bundles", "sounds");

    /** What a backup may hold; no hub comes near it. */
    static final ArchiveLimits LIMITS = new ArchiveLimits(100_000, 4L << 30, 8L << 30);

    private static final ObjectMapper JSON = new ObjectMapper();

    private BackupFormat() {}

    /**
     * The first entry.
     *
     * @param format raised when older hubs cannot read it
     * @param version of the hub that wrote it
     * @param created ISO 8601, in UTC
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Header(int format, String version, String created) {
        byte[] bytes() throws IOException {
            return JSON.writeValueAsBytes(this);
        }

        static Header read(byte[] json) throws IOException {
            try {
                Header header = JSON.readValue(json, Header.class);
                if (header != null && header.version() != null && header.created() != null) {
                    return header;
                }
            } catch (JsonProcessingException e) {
                throw malformed(e);
            }
            throw malformed(null);
        }

        /** When it was written. */
        Instant time() throws IOException {
            try {
                return Instant.parse(created);
            } catch (DateTimeParseException e) {
                throw malformed(e);
            }
        }

        private static IOException malformed(@Nullable Exception cause) {
            return new IOException("its " + HEADER + " is malformed", cause);
        }

        /** Refuses what a newer hub wrote: an older one could misread it. */
        void check(String own) throws IOException {
            if (format > NUMBER || isNewer(version, own)) {
                throw new IOException(
                        "it is of version "
                                + version
                                + ", and this hub is version "
                                + own
                                + ": install that version first");
            }
        }

        private static boolean isNewer(String version, String own) throws IOException {
            try {
                return ModuleDescriptor.Version.parse(version)
                                .compareTo(ModuleDescriptor.Version.parse(own))
                        > 0;
            } catch (IllegalArgumentException e) {
                throw new IOException("'" + version + "' is not a version", e);
            }
        }
    }

    /** Opens a backup, whatever is in it. */
    static Archive open(Path backup) throws IOException {
        try {
            return Archive.open(backup, LIMITS);
        } catch (ZipException | NoSuchFileException e) {
            throw damaged(backup, e);
        }
    }

    static IOException damaged(Path backup, IOException cause) {
        return new IOException(
                backup.getFileName() + " is damaged or no backup: " + cause.getMessage(), cause);
    }

    /** What a backup says of itself; refuses what this hub cannot restore. */
    static Header header(Archive archive, Path backup, String version) throws IOException {
        @Nullable ZipEntry first = archive.entry(HEADER);
        if (first == null) {
            throw new IOException(backup.getFileName() + " is not a backup of a hub");
        }
        Header header = Header.read(archive.read(first, MOST_HEADER));
        header.check(version);
        for (ZipEntry entry : archive.entries()) {
            if (!entry.getName().equals(HEADER) && !isPart(entry.getName())) {
                throw new IOException("'" + entry.getName() + "' in it belongs to no backup");
            }
        }
        return header;
    }

    /** The files of a data folder that belong into a backup, but the history, by path. */
    static Map<String, Path> files(Path data) throws IOException {
        Map<String, Path> files = new LinkedHashMap<>();
        for (String name : FOLDERS) {
            if (Files.isDirectory(data.resolve(name))) {
                Path folder = data.resolve(name).toRealPath(); // it may be a link
                for (Path file : walk(folder)) {
                    String path =
                            name + "/" + folder.relativize(file).toString().replace('\\', '/');
                    if (isPart(path)) {
                        files.put(path, file);
                    }
                }
            }
        }
        return files;
    }

    private static List<Path> walk(Path folder) throws IOException {
        return Folders.files(folder).stream()
                .filter(f -> !f.getFileName().toString().endsWith(".new"))
                .sorted()
                .toList();
    }

    /** Whether a file of that path belongs into a backup. */
    static boolean isPart(String path) {
        boolean safe = path.split("/", -1).length > 1 || path.equals(HISTORY);
        return safe
                && !path.matches("(.*/)?\\.\\.?(/.*)?")
                && !path.matches("(?s).*[\\p{Cntrl}\\\\].*")
                && (path.equals(HISTORY) || FOLDERS.contains(path.substring(0, path.indexOf('/'))));
    }
}
