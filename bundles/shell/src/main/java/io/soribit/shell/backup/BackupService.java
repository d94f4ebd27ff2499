// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.backup;

import io.soribit.api.hub.AlertStore;
import io.soribit.api.setting.Backups;
import io.soribit.common.io.Folders;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Backups for the page. A file that is written or looked at is in the data folder meanwhile. */
@Component
public final class BackupService implements Backups {
    private static final Logger LOG = LoggerFactory.getLogger(BackupService.class);

    /** Begins the name of a folder that is there only while a file is written or looked at. */
    static final String FOLDER = ".backup";

    private static final String FILE = "backup.zip";

    private final Path data;
    private final String version;
    private final BackupWriter writer;

    @Activate
    public BackupService(BundleContext context, @Reference AlertStore store) {
        this(
                Path.of(context.getProperty("soribit.data")),
                context.getProperty("soribit.version"),
                store,
                Clock.systemUTC());
    }

    BackupService(Path data, String version, AlertStore store, Clock clock) {
        this.data = data;
        this.version = version;
        writer = new BackupWriter(data, version, store, clock);
        deleteLeftovers();
    }

    /** A hub that was killed has left a copy of all secrets behind. */
    private void deleteLeftovers() {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(data, FOLDER + "*")) {
            for (Path folder : left) {
                Folders.delete(folder);
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("an unfinished backup cannot be deleted from {}: {}", data, e.toString());
        }
    }

    @Override
    public void write(OutputStream out) throws IOException {
        Path folder = Files.createTempDirectory(data, FOLDER);
        try {
            writer.write(folder.resolve(FILE));
            Files.copy(folder.resolve(FILE), out);
        } finally {
            Folders.delete(folder);
        }
    }

    @Override
    public Preview preview(InputStream backup) throws IOException {
        Path folder = Files.createTempDirectory(data, FOLDER);
        try {
            Files.copy(backup, folder.resolve(FILE));
            return new BackupPreview(data, version).of(folder.resolve(FILE));
        } finally {
            Folders.delete(folder);
        }
    }
}
