// SPDX-License-Identifier: Apache-2.0
package io.soribit.shell.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
