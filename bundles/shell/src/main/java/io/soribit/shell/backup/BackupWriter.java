// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.backup;

import io.soribit.api.hub.AlertStore;
import io.soribit.common.io.Folders;
import io.soribit.shell.backup.BackupFormat.Header;
import java.io.BufferedOutputStream;
import java.io.Flushable;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a backup of a data folder, also while a hub runs with it. */
final class BackupWriter {
    private static final int BUFFER = 1 << 16;

    private final Path data;
    private final String version;
    private final AlertStore store;
    private final Clock clock;

    BackupWriter(Path data, String version, AlertStore store, Clock clock) {
        this.data = data;
        this.version = version;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Writes a file that only its owner can read: it holds secrets. If that fails, no file is left.
     *
     * @return how many files are in it
     */
    int write(Path file) throws IOException {
        if (Files.exists(file)) {
            throw new IOException(file + " exists: name another file");
        }
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Path fresh = Files.createTempFile(folder, ".backup", ""); // for its owner alone
        Path history = Files.createTempDirectory(folder, ".history");
        try {
            int files;
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                Flushable disk = () -> channel.force(true);
                files = write(channel, disk, history.resolve(BackupFormat.HISTORY));
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            Folders.force(folder);
            return files;
        } finally {
            Files.deleteIfExists(fresh);
            Files.deleteIfExists(history.resolve(BackupFormat.HISTORY));
            Files.delete(history);
        }
    }

    /**
     * Writes large pieces, and has them on the disk once, at the end: on an SD card each takes as
     * long.
     *
     * @param disk called when all is written
     */
    int write(WritableByteChannel out, Flushable disk, Path history) throws IOException {
        try (ZipOutputStream zip =
                new ZipOutputStream(
                        new BufferedOutputStream(Channels.newOutputStream(out), BUFFER))) {
            int files = write(zip, history);
            zip.finish();
            zip.flush();
            disk.flush();
            return files;
        }
    }

    private int write(ZipOutputStream zip, Path history) throws IOException {
        String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        zip.putNextEntry(new ZipEntry(BackupFormat.HEADER));
        zip.write(new Header(BackupFormat.NUMBER, version, now).bytes());
        zip.closeEntry();
        int files = 0;
        long left = BackupFormat.LIMITS.bytes();
        if (Files.exists(data.resolve(BackupFormat.HISTORY))) {
            store.copy(history);
            left -= add(zip, BackupFormat.HISTORY, history);
            files++;
        }
        for (Map.Entry<String, Path> file : BackupFormat.files(data).entrySet()) {
            left -= add(zip, file.getKey(), file.getValue());
            files++;
            if (left < 0 || files >= BackupFormat.LIMITS.entries()) {
                throw new IOException(
                        "there is more than a backup may hold, "
                                + (BackupFormat.LIMITS.bytes() >> 30)
                                + " GB or "
                                + BackupFormat.LIMITS.entries()
                                + " files: see what is in "
                                + file.getValue().getParent());
            }
        }
        return files;
    }

    private static long add(ZipOutputStream zip, String path, Path file) throws IOException {
        ZipEntry entry = new ZipEntry(path);
        entry.setTime(Files.getLastModifiedTime(file).toMillis());
        zip.putNextEntry(entry);
        long bytes = Files.copy(file, zip);
        zip.closeEntry();
        return bytes;
    }
}
