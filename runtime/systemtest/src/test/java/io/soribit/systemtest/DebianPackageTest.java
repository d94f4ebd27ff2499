// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the Debian packages; {@code runtime/release-check} installs them. */
class DebianPackageTest {
    private static final Path TARGET = Path.of("..", "debian", "target");
    private static final long LIMIT = 45_000_000;
    private static final List<String> SCRIPTS = List.of("postinst", "prerm", "postrm");

    @TempDir Path folder;

    private static Path file(String name, String architecture) throws Exception {
        try (Stream<Path> files = Files.list(TARGET)) {
            return files.filter(
                            f ->
                                    f.getFileName()
                                            .toString()
                                            .matches(name + "_[^_]+_" + architecture + "\\.deb"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static DebianPackage read(String name, String architecture) throws Exception {
        return DebianPackage.read(file(name, architecture));
    }

    @ParameterizedTest
    @ValueSource(strings = {"amd64", "arm64"})
    void thePackageIsWellFormedAndSmall(String architecture) throws Exception {
        assertThat(Files.size(file("soribit", architecture))).isLessThan(LIMIT);
        DebianPackage deb = read("soribit", architecture);
        assertThat(deb.members()).containsExactly("debian-binary", "control.tar.gz", "data.tar.gz");
        assertThat(deb.field("Architecture")).isEqualTo(architecture);
        assertThat(deb.field("Version")).matches("[0-9]+\\.[0-9]+\\.[0-9]+(~SNAPSHOT)?");
        assertThat(deb.field("Depends"))
                .isEqualTo("adduser, default-jre-headless (>= 2:1.17) | java17-runtime-headless");
        assertThat(deb.field("Recommends")).isEqualTo("ffmpeg, mosquitto");
        assertThat(deb.control()).containsKeys("control", "conffiles", "md5sums");
        for (String script : SCRIPTS) {
            assertThat(deb.control().get(script)).as(script).startsWith("#!/bin/sh\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"amd64", "arm64"})
    void allFilesAreRootsAndNobodyElseMayWriteThem(String architecture) throws Exception {
        for (TarArchiveEntry entry : read("soribit", architecture).files().values()) {
            assertThat(entry.getUserName()).as(entry.getName()).isEqualTo("root");
            assertThat(entry.getMode() & 0022).as(entry.getName()).isZero();
            boolean program = entry.isDirectory() || entry.getName().endsWith("bin/soribit");
            assertThat((entry.getMode() & 0111) != 0).as(entry.getName()).isEqualTo(program);
        }
    }

    @Test
    void everyConfigurationFileIsMarkedAsOne() throws Exception {
        DebianPackage deb = read("soribit", "amd64");
        assertThat(deb.control().get("conffiles").lines().toList())
                .containsExactlyInAnyOrderElementsOf(
                        deb.files().keySet().stream()
                                .filter(f -> f.startsWith("etc/") && !f.endsWith("/"))
                                .map(f -> "/" + f)
                                .toList());
    }

    @Test
    void thePartsAreWhereTheyBelong() throws Exception {
        DebianPackage deb = read("soribit", "amd64");
        assertThat(deb.files())
                .containsKeys(
                        "usr/bin/soribit",
                        "usr/lib/soribit/bin/soribit",
                        "usr/lib/soribit/features/hub.json",
                        "usr/lib/soribit/conf/logback.xml",
                        "usr/lib/soribit/soribit.cdx.json",
                        "usr/lib/systemd/system/soribit.service",
                        "usr/share/man/man1/soribit.1.gz",
                        "usr/share/bash-completion/completions/soribit",
                        "usr/share/doc/soribit/copyright",
                        "usr/share/doc/soribit/README.md",
                        "usr/share/doc/soribit/doc/runtime/README.md");
        assertThat(deb.files().keySet())
                .allMatch(f -> f.startsWith("usr/") || f.startsWith("etc/"))
                .noneMatch(f -> f.contains("resnet50") && f.endsWith(".jar"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"amd64", "arm64"})
    void bundlesAreThoseOfTheDistribution(String architecture) throws Exception {
        List<String> jars;
        try (Stream<Path> lib = Files.list(Soribit.home().resolve("lib"))) {
            jars =
                    lib.map(f -> f.getFileName().toString())
                            .filter(f -> !f.contains("resnet50"))
                            .toList();
        }
        assertThat(
                        read("soribit", architecture).files().keySet().stream()
                                .filter(f -> f.matches("usr/lib/soribit/lib/.+"))
                                .map(f -> f.substring(f.lastIndexOf('/') + 1)))
                .containsExactlyInAnyOrderElementsOf(jars);
    }

    @Test
    void theServiceIsConfined() throws Exception {
        String unit =
                read("soribit", "amd64").texts().get("usr/lib/systemd/system/soribit.service");
        assertThat(unit.lines())
                .contains(
                        "Type=notify",
                        "User=soribit",
                        "SupplementaryGroups=audio",
                        "SuccessExitStatus=143",
                        "StartLimitIntervalSec=0",
                        "KillMode=mixed",
                        "TasksMax=4096",
                        "ProtectSystem=strict",
                        "NoNewPrivileges=yes",
                        "CapabilityBoundingSet=",
                        "SystemCallFilter=@system-service",
                        "MemoryMax=1G",
                        "UMask=0077",
                        "ReadWritePaths=/etc/soribit");
    }

    /** Runs the package's {@code soribit} as root, up to where it becomes the user of the hub. */
    private String asRoot(String... arguments) throws Exception {
        script("id", "echo 0");
        script("runuser", "echo \"runuser $*\"");
        return run(read("soribit", "amd64").texts().get("usr/bin/soribit"), arguments);
    }

    /** Runs a script with the programs that were made for it before others. */
    private String run(String script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", script("tried", script)));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().merge("PATH", folder.toString(), (path, own) -> own + ":" + path);
        builder.environment().remove("SORIBIT_DATA");
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }

    private String script(String name, String text) throws Exception {
        Path file = folder.resolve(name);
        Files.writeString(file, text.startsWith("#!") ? text : "#!/bin/sh\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file.toString();
    }

    @Test
    void asRootTheProgramActsOnTheServiceAndSaysWhereItsLogIs() throws Exception {
        assertThat(asRoot("status"))
                .isEqualTo(
                        "runuser -u soribit -- env SORIBIT_DATA=/var/lib/soribit"
                                + " /usr/lib/soribit/bin/soribit status\n");
        assertThat(asRoot("support", "help.zip"))
                .contains("journalctl -u soribit", "/usr/lib/soribit/bin/soribit support help.zip");
    }

    /** A folder that a disk is mounted at cannot be removed. */
    @Test
    void aPurgeEmptiesADiskOfTheHub() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data/state"));
        Files.writeString(data.resolve("lamps.json"), "{}");
        for (String program : List.of("deb-systemd-helper", "systemctl")) {
            script(program, "");
        }
        String busy = "for last; do :; done; find \"$last\" -mindepth 1 -delete; exit 1";
        script("rm", busy);
        String purge = read("soribit", "amd64").control().get("postrm");
        assertThat(purge).contains("/var/lib/soribit", "/etc/soribit");
        run(
                purge.replace("/var/lib/soribit", folder.resolve("data").toString())
                        .replace("/etc/soribit", folder.resolve("etc").toString()),
                "purge");
        assertThat(folder.resolve("data")).isEmptyDirectory();
    }

    /** After a power cut the router may take minutes, or stay off. */
    @Test
    void theServiceHearsWithoutTheNetwork() throws Exception {
        String unit =
                read("soribit", "amd64").texts().get("usr/lib/systemd/system/soribit.service");
        assertThat(unit.lines())
                .contains("After=network.target sound.target")
                .filteredOn(line -> !line.startsWith("#"))
                .noneMatch(line -> line.contains("network-online"));
    }

    @Test
    void theNetworkOfTheStudyIsAPackageOfItsOwn() throws Exception {
        DebianPackage deb = read("soribit-resnet50", "all");
        assertThat(deb.field("Depends"))
                .isEqualTo("soribit (= " + read("soribit", "amd64").field("Version") + ")");
        assertThat(deb.files()).containsKey("usr/lib/soribit/features/model-resnet50.json");
    }
}
