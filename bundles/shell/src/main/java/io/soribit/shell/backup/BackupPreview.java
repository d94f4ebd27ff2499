// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.backup;

import io.soribit.api.setting.Backups.Difference;
import io.soribit.api.setting.Backups.Preview;
import io.soribit.common.io.Archive;
import io.soribit.shell.backup.BackupFormat.Header;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;

/** What a backup would change in a data folder. */
final class BackupPreview {
    private final Path data;
    private final String version;

    /**
     * @param version of this hub
     */
    BackupPreview(Path data, String version) {
        this.data = data;
        this.version = version;
    }

    Preview of(Path backup) throws IOException {
        try (Archive archive = BackupFormat.open(backup)) {
            Header header = BackupFormat.header(archive, backup, version);
            Map<String, Difference> files = new TreeMap<>();
            Set<String> here = new TreeSet<>(BackupFormat.files(data).keySet());
            if (Files.exists(data.resolve(BackupFormat.HISTORY))) {
                here.add(BackupFormat.HISTORY);
            }
            int same = 0;
            for (ZipEntry entry : archive.entries()) {
                String name = entry.getName();
                if (name.equals(BackupFormat.HEADER) || entry.isDirectory()) {
                    continue;
                }
                if (!here.remove(name)) {
                    files.put(name, Difference.ADDED);
                } else if (isSame(archive, entry)) {
                    same++;
                } else {
                    files.put(name, Difference.CHANGED);
                }
            }
            here.forEach(name -> files.put(name, Difference.REMOVED));
            return new Preview(header.version(), header.time().toString(), files, same);
        }
    }

    private boolean isSame(Archive archive, ZipEntry entry) throws IOException {
        Path file = data.resolve(entry.getName());
        if (Files.size(file) != entry.getSize()) {
            return false;
        }
        try (InputStream old = new BufferedInputStream(Files.newInputStream(file));
                InputStream other = new BufferedInputStream(archive.read(entry))) {
            int next = old.read();
            while (next >= 0 && next == other.read()) {
                next = old.read();
            }
            return next < 0;
        }
    }
}
