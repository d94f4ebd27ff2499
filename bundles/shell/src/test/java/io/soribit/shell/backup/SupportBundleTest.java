// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.backup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupportBundleTest {
    @TempDir Path data;

    @Test
    void onlyNumbersAndSwitchesOfTheConfigurationAreShown() {
        assertThat(
                        SupportBundle.masked(
                                List.of(
                                        "# password = sEcReT",
                                        "port = 1883",
                                        "passwort = sEcReT",
                                        "enabled: true",
                                        "pin = 12345678",
                                        "token = a\\",
                                        "  sEcReT",
                                        "")))
                .containsExactly(
                        "#",
                        "port = 1883",
                        "passwort = ***",
                        "enabled: true",
                        "pin = ***",
                        "token = ***",
                        "#",
                        "");
    }

    @Test
    void aShortNumberUnderAKeyOfASecretIsNotShown() {
        assertThat(
                        SupportBundle.masked(
                                List.of(
                                        "password = 123456",
                                        "pin: 4711",
                                        "reply_topic = 42",
                                        "Kennwort=1",
                                        "retry_seconds = 600",
                                        "threshold = -12.5")))
                .containsExactly(
                        "password = ***",
                        "pin: ***",
                        "reply_topic = ***",
                        "Kennwort=***",
                        "retry_seconds = 600",
                        "threshold = -12.5");
    }

    private Map<String, String> written() throws Exception {
        Path file = data.resolve("support.zip");
        new SupportBundle(data).write(file, List.of("ok Java"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        Map<String, String> texts = new TreeMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                byte[] bytes = zip.getInputStream(entry).readAllBytes();
                texts.put(entry.getName(), new String(bytes, UTF_8));
            }
        }
        return texts;
    }

    @Test
    void whatCannotBeReadIsNamedAndTheRestIsThere() throws Exception {
        Path etc = Files.createDirectories(data.resolve("etc"));
        Files.write(etc.resolve("a.cfg"), "# T\u00fcr\nport = 1883\n".getBytes(ISO_8859_1));
        Files.createDirectories(etc.resolve("b.cfg"));
        Files.writeString(etc.resolve("c.cfg"), "port = 1884\n");
        Files.createDirectories(data.resolve("log/soribit.log"));
        assertThat(written())
                .containsEntry("etc/a.cfg", "#\nport = 1883\n")
                .containsEntry("etc/c.cfg", "port = 1884\n")
                .hasEntrySatisfying(
                        "etc/b.cfg", text -> assertThat(text).startsWith("# cannot be read: "))
                .containsKey("soribit.log.txt");
    }

    @Test
    void theLogOfTheDayBeforeIsThereToo() throws Exception {
        Files.createDirectories(data.resolve("etc"));
        Path log = Files.createDirectories(data.resolve("log"));
        Files.writeString(log.resolve("soribit.log"), "x".repeat(5 << 20));
        Files.writeString(log.resolve("soribit-2026-03-01.0.log.gz"), "earlier");
        Files.setLastModifiedTime(
                log.resolve("soribit-2026-03-01.0.log.gz"), FileTime.fromMillis(1_000));
        Files.writeString(log.resolve("soribit-2026-03-01.1.log.gz"), "latest");
        assertThat(written())
                .containsEntry("soribit-2026-03-01.1.log.gz", "latest")
                .hasEntrySatisfying("soribit.log", text -> assertThat(text).hasSize(5 << 20))
                .doesNotContainKey("soribit-2026-03-01.0.log.gz");
    }

    @Test
    void oneThatFailsLeavesNoFile() throws Exception {
        Path nowhere = data.resolve("nowhere/support.zip");
        assertThatThrownBy(() -> new SupportBundle(data).write(nowhere, List.of("ok Java")))
                .isInstanceOf(IOException.class);
        Files.writeString(data.resolve("support.zip"), "mine");
        assertThatThrownBy(this::written).hasMessageContaining("exists");
        try (Stream<Path> files = Files.list(data)) {
            assertThat(files).containsExactly(data.resolve("support.zip"));
        }
    }

    @Test
    void filesAreNamedAndNeitherUsersNorHistoryAreThere() throws Exception {
        Files.createDirectories(data.resolve("etc"));
        Files.createDirectories(data.resolve("log"));
        Files.writeString(data.resolve("etc/io.soribit.broker.cfg"), "port = 1883\n");
        Files.writeString(data.resolve("etc/page-users"), "Minsu:hash");
        Files.writeString(data.resolve("log/soribit.log"), "a line\n");
        Files.writeString(data.resolve("history.db"), "the history");
        Path file = data.resolve("support.zip");
        new SupportBundle(data).write(file, List.of("ok Java"));
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.stream().map(e -> e.getName()))
                    .containsExactlyInAnyOrder(
                            "doctor.txt", "files.txt", "etc/io.soribit.broker.cfg", "soribit.log");
            assertThat(new String(zip.getInputStream(zip.getEntry("files.txt")).readAllBytes()))
                    .contains("etc/page-users 10\n");
        }
    }
}
