// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.backup;

import io.soribit.common.io.Archive;
import io.soribit.common.io.Folders;
import io.soribit.common.io.Replacement;
import io.soribit.shell.backup.BackupFormat.Header;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;

/**
 * Puts a backup in the place of what a data folder holds. All of it is unpacked and checked before
 * anything is replaced; what was there is kept in a folder beside it, and is put back if replacing
 * fails. The launcher completes a restoration that was killed, or takes it back.
 */
final class Restoration {
    /** How many bytes can be written. */
    interface FreeSpace {
        long bytes(Path folder) throws IOException;
    }

    private final Path data;
    private final FreeSpace free;

    /**
     * @param data of a hub that does not run
     */
    Restoration(Path data) {
        this(data, folder -> Files.getFileStore(folder).getUsableSpace());
    }

    Restoration(Path data, FreeSpace free) {
        this.data = data;
        this.free = free;
    }

    /**
     * Restores.
     *
     * @param version of this hub
     * @param kept the folder for what was there; must not exist
     * @return what was restored
     */
    Header restore(Path backup, String version, Path kept) throws IOException {
        Path staging = Files.createTempDirectory(data, Replacement.TEMPORARY);
        try {
            Header header = unpack(backup, version, staging);
            new Replacement(data, kept, staging).replace(parts());
            return header;
        } finally {
            if (!Replacement.isPending(data)) {
                Folders.delete(staging);
            }
        }
    }

    private Header unpack(Path backup, String version, Path staging) throws IOException {
        try (Archive archive = BackupFormat.open(backup)) {
            Header header = BackupFormat.header(archive, backup, version);
            long there = free.bytes(data);
            if (archive.bytes() > there) {
                throw new IOException(
                        "it has "
                                + (archive.bytes() >> 20)
                                + " MB unpacked, and there is room for "
                                + (there >> 20)
                                + " MB beside "
                                + data
                                + ": make room first");
            }
            archive.extract(staging, Restoration::isFile);
            return header;
        } catch (ZipException e) {
            throw BackupFormat.damaged(backup, e);
        }
    }

    private static boolean isFile(String name) {
        return !name.equals(BackupFormat.HEADER);
    }

    private static List<String> parts() {
        List<String> parts = new ArrayList<>(BackupFormat.FOLDERS);
        // With a log of another history its file would be damaged.
        for (String end : List.of("", "-wal", "-shm")) {
            parts.add(BackupFormat.HISTORY + end);
        }
        return parts;
    }
}
