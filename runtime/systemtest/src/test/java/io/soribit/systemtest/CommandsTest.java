// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(900)
class CommandsTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo", "run", "analyze", "models", "history", "status", "broker", "plugins",
                "page", "mics", "backup", "restore", "upgrade", "support", "doctor"
            })
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
    void anUnknownCommandIsReported() throws Exception {
        try (Soribit run = Soribit.start("listen")) {
            assertThat(run.exit(30)).isEqualTo(2);
            assertThat(run.err()).contains("there is no command 'listen'").contains("analyze");
            assertThat(run.out()).isEmpty();
        }
    }

    @Test
    void anUnknownOptionIsReportedWithTheUsage() throws Exception {
        try (Soribit run = Soribit.start("run", "--loud", "--data", folder.toString())) {
            assertThat(run.exit(60)).isEqualTo(2);
            assertThat(run.err())
                    .contains("--loud", "Usage: soribit run")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void itsVersionIsPrinted() throws Exception {
        try (Soribit run = Soribit.start("--version")) {
            assertThat(run.exit(30)).isZero();
            assertThat(run.out())
                    .singleElement()
                    .asString()
                    .matches("soribit [0-9]+\\.[0-9]+\\.[0-9]+.*");
        }
    }

    @Test
    void doctorSaysWhatWorksAndWhichFileIsWrong() throws Exception {
        int mqtt = Soribit.ports(folder);
        int page = Soribit.freePort();
        Soribit.configure(folder, "org.apache.felix.http", "org.osgi.service.http.port = " + page);
        Soribit.configure(folder, "io.soribit.alert.rule-night", "targets = bedroom, push");
        try (Soribit run = Soribit.start("doctor", "--data", folder.toString())) {
            assertThat(run.exit(60)).as(String.join("\n", run.lines())).isZero();
            assertThat(String.join("\n", run.out()))
                    .contains("ok Java ", "ok data folder " + folder, "ok models home-")
                    .contains("ok ffmpeg", "microphone")
                    .contains("ok port " + mqtt + " is free", "ok port " + page + " is free")
                    .contains("ok rule night names bedroom, push");
        }
        Soribit.configure(folder, "io.soribit.broker", "port = none");
        Soribit.configure(folder, "io.soribit.brocker", "port = 1883");
        try (Soribit run = Soribit.start("doctor", "--data", folder.toString())) {
            assertThat(run.exit(60)).isEqualTo(1);
            assertThat(run.out())
                    .anyMatch(l -> l.contains("problem") && l.contains("port = 'none'"))
                    .anyMatch(l -> l.contains("problem") && l.contains("mean io.soribit.broker"));
        }
    }

    @Test
    void theTarballRunsFromAnyFolder() throws Exception {
        Path there = Files.createDirectory(folder.resolve("a folder"));
        String data = folder.resolve("my data").toString();
        Path home = Soribit.unpack(Soribit.archive(".tar.gz"), there);
        assertThat(home.resolve("NOTICE")).exists();
        try (Soribit run = Soribit.at(home, "--version")) {
            assertThat(run.exit(30)).isZero();
            assertThat(run.out()).singleElement().asString().startsWith("soribit ");
        }
        try (Soribit run = Soribit.at(home, "doctor", "--data", data)) {
            assertThat(run.exit(60)).as(run.err()).isZero();
            assertThat(run.out())
                    .anyMatch(l -> l.contains("ok models") && l.contains("home-full-integer"))
                    .anyMatch(l -> l.contains("ok ffmpeg"));
        }
    }

    /**
     * With a Java that runs out of memory at first, is killed then, and runs until it is stopped.
     */
    @Test
    void aHubThatEndsByAnErrorIsStartedAgain() throws Exception {
        Path bin = Files.createDirectories(folder.resolve("jre/bin"));
        Files.writeString(folder.resolve("jre/release"), "JAVA_VERSION=\"17.0.1\"\n");
        Path java = bin.resolve("java");
        Files.writeString(
                java,
                """
                #!/bin/sh
                echo x >> '%1$s'
                case $(wc -l < '%1$s') in
                  1) exit 3 ;;
                  2) kill -9 $$ ;;
                  *) trap 'exit 143' TERM; echo running; while :; do sleep 0.1; done ;;
                esac
                """
                        .formatted(folder.resolve("starts")));
        assertThat(java.toFile().setExecutable(true)).isTrue();
        try (Soribit hub =
                Soribit.with(Map.of("JAVA_HOME", folder.resolve("jre").toString()), "run")) {
            hub.line(60, "ended with status 3; starting it again");
            hub.line(60, "ended with status 137; starting it again");
            hub.line(60, "running");
            hub.terminate();
            assertThat(hub.exit(30)).isEqualTo(128 + 15);
        }
        assertThat(Files.readAllLines(folder.resolve("starts"))).hasSize(3);
    }

    @Test
    void aHubThatCannotRunAsConfiguredIsNotStartedAgain() throws Exception {
        Path bin = Files.createDirectories(folder.resolve("jre/bin"));
        Files.writeString(folder.resolve("jre/release"), "JAVA_VERSION=\"17.0.1\"\n");
        Path java = Files.writeString(bin.resolve("java"), "#!/bin/sh\nexit 2\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        try (Soribit hub =
                Soribit.with(Map.of("JAVA_HOME", folder.resolve("jre").toString()), "run")) {
            assertThat(hub.exit(30)).isEqualTo(2);
            assertThat(hub.err()).isEmpty();
        }
    }
}
