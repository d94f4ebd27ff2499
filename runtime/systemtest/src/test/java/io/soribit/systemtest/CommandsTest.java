// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class CommandsTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"demo", "run", "analyze", "models", "doctor"})
    void everyCommandHasHelp(String command) throws Exception {
        try (Soribit run = Soribit.start(command, "--help", "--data", folder.toString())) {
            assertThat(run.exit(60)).as(run.err()).isZero();
            assertThat(run.out()).anyMatch(l -> l.startsWith("Usage: soribit " + command));
            assertThat(run.out()).anyMatch(l -> l.contains("--data"));
        }
    }

    @Test
    void helpNamesEveryCommand() throws Exception {
        try (Soribit run = Soribit.start("--help")) {
            assertThat(run.exit(30)).isZero();
            assertThat(String.join("\n", run.out()))
                    .contains("demo", "run", "analyze", "models", "doctor", "--data DIR");
        }
    }

    @Test
    void anUnknownCommandIsSaid() throws Exception {
        try (Soribit run = Soribit.start("listen")) {
            assertThat(run.exit(30)).isEqualTo(2);
            assertThat(run.err()).contains("there is no command 'listen'").contains("analyze");
        }
    }

    @Test
    void theTarballRunsFromAnyFolder() throws Exception {
        Path there = Files.createDirectory(folder.resolve("a folder"));
        Path tarball;
        try (Stream<Path> files = Files.list(Soribit.target())) {
            tarball = files.filter(f -> f.toString().endsWith(".tar.gz")).findFirst().orElseThrow();
        }
        try (Soribit tar =
                Soribit.program("tar", "-xzf", tarball.toString(), "-C", there.toString())) {
            assertThat(tar.exit(60)).as(tar.err()).isZero();
        }
        Path home;
        try (Stream<Path> files = Files.list(there)) {
            home = files.findFirst().orElseThrow();
        }
        assertThat(home.resolve("NOTICE")).exists();
        try (Soribit run = Soribit.at(home, "--version")) {
            assertThat(run.exit(30)).isZero();
            assertThat(run.out()).singleElement().asString().startsWith("soribit ");
        }
        try (Soribit run = Soribit.at(home, "doctor", "--data", folder.resolve("d").toString())) {
            assertThat(run.exit(60)).as(run.err()).isZero();
            assertThat(run.out())
                    .anyMatch(l -> l.contains("ok models") && l.contains("home-full-integer"))
                    .anyMatch(l -> l.contains("ok ffmpeg"));
        }
    }
}
