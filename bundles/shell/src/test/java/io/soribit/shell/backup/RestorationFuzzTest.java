// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.testkit.Fuzz;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backup files: nothing of them comes to lie outside the data folder. */
class RestorationFuzzTest {
    @TempDir Path folder;

    private static byte[] zip(int level) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(level);
            put(zip, "backup.json", "{\"format\":1,\"version\":\"0.1.0\",\"created\":\"2026\"}");
            put(zip, "etc/page-users", "Minsu:hash:admin");
            put(zip, "state/lamps.json", "{}");
            put(zip, "history.db", "the history");
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(UTF_8));
    }

    @Test
    void noBackupBreaksTheRestoration() throws IOException {
        Path home = Files.createDirectories(folder.resolve("home"));
        Path backup = folder.resolve("backup.zip");
        Fuzz.run(
                "backup",
                List.of(zip(0), zip(9)),
                input -> {
                    Files.write(backup, input);
                    restore(backup, home);
                },
                List.of(IOException.class));
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).containsExactlyInAnyOrder(home, backup);
        }
    }

    private static void restore(Path backup, Path home) throws IOException {
        Path data = Files.createDirectories(home.resolve("data"));
        try {
            new Restoration(data).restore(backup, "0.1.0", home.resolve("kept"));
        } finally {
            try (Stream<Path> tree = Files.walk(home)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    if (!path.equals(home)) {
                        Files.delete(path);
                    }
                }
            }
        }
    }
}
