// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.backup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups that somebody else made: each is refused, and the data folder stays as it is. */
class HostileBackupTest {
    private static final String HEADER = "{\"format\":1,\"version\":\"1.0.0\",\"created\":\"\"}";

    @TempDir Path folder;
    private Path data;
    private Path backup;

    @BeforeEach
    void setUp() throws IOException {
        data = Files.createDirectories(folder.resolve("data"));
        Files.createDirectories(data.resolve("etc"));
        Files.writeString(data.resolve("etc/mine.cfg"), "mine");
        backup = folder.resolve("backup.zip");
    }

    private void zip(String name, int megabytes) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(backup))) {
            zip.putNextEntry(new ZipEntry("backup.json"));
            zip.write(HEADER.getBytes(UTF_8));
            zip.putNextEntry(new ZipEntry(name));
            for (int i = 0; i < megabytes; i++) {
                zip.write(new byte[1 << 20]);
            }
        }
    }

    private void patch(int offset, int value) throws IOException {
        byte[] bytes = Files.readAllBytes(backup);
        int at = new String(bytes, ISO_8859_1).lastIndexOf("PK\1\2");
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at + offset, value);
        Files.write(backup, bytes);
    }

    private void assertRefused(String reason) throws IOException {
        assertThatThrownBy(
                        () ->
                                new Restoration(data, any -> 20 << 20)
                                        .restore(backup, "1.0.0", data.resolve("replaced")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(reason);
        try (var all = Files.list(data)) {
            assertThat(all).containsExactly(data.resolve("etc"));
        }
        assertThat(data.resolve("etc/mine.cfg")).hasContent("mine");
    }

    @Test
    void oneThatFillsTheDisk() throws IOException {
        zip("models/zeros.tflite", 21);
        assertThat(backup.toFile().length()).isLessThan(100_000);
        assertRefused("there is room for 20 MB");
    }

    @Test
    void oneThatIsLargerThanItSays() throws IOException {
        zip("models/zeros.tflite", 21);
        patch(24, 100);
        assertRefused("is not as it was written");
    }

    @Test
    void oneThatIsLargerThanAnyBackup() throws IOException {
        zip("history.db", 1);
        patch(24, -2); // 4 GB less 2 bytes
        assertRefused("there is room for 20 MB");
    }

    @Test
    void oneWithALink() throws IOException {
        zip("etc/link.cfg", 0);
        patch(4, 0x0314);
        patch(38, 0120777 << 16);
        assertRefused("'etc/link.cfg' in it is a link");
    }

    @Test
    void oneWithTooManyFiles() throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(backup))) {
            zip.setLevel(0);
            for (int i = 0; i <= BackupFormat.LIMITS.entries(); i++) {
                zip.putNextEntry(new ZipEntry("etc/" + i));
            }
        }
        assertRefused("more than 100000 files");
    }

    @Test
    void oneWithAHeaderThatFillsTheMemory() throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(backup))) {
            zip.putNextEntry(new ZipEntry("backup.json"));
            zip.write(new byte[1 << 20]);
        }
        assertRefused("'backup.json' in it has more than");
    }

    @Test
    void oneWithAFolderForAFile() throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(backup))) {
            zip.putNextEntry(new ZipEntry("backup.json"));
            zip.write(HEADER.getBytes(UTF_8));
            zip.putNextEntry(new ZipEntry("etc/a"));
            zip.putNextEntry(new ZipEntry("etc/a/b"));
        }
        assertRefused("is a file and a folder");
    }
}
