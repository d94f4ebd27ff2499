// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.testkit.Await;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A hub takes a signed release, loses nothing by a bad one, and goes back. */
@Timeout(600)
class UpgradeTest {
    private static final String FRONT_END = "lib/io.soribit.dsp.mel-";

    @TempDir Path folder;
    private Path data;
    private Path key;

    @BeforeEach
    void aRoomInWhichABellRings() throws Exception {
        data = Files.createDirectories(folder.resolve("data"));
        Soribit.ports(data);
        Path wav = Wav.doorbell(folder.resolve("bell.wav"), 6);
        Soribit.configure(
                data, "io.soribit.source.file-room", "path = " + wav, "room = hall", "loop = true");
        key = folder.resolve("maker.key");
        try (Soribit keygen = soribit("models", "keygen", key.toString())) {
            assertThat(keygen.exit(60)).as(keygen.err()).isZero();
            String line =
                    keygen.out().stream()
                            .filter(l -> l.startsWith("maker "))
                            .findFirst()
                            .orElseThrow();
            Files.writeString(data.resolve("etc/release-keys"), line + "\n");
        }
    }

    private Soribit soribit(String... arguments) throws Exception {
        Stream<String> all = Stream.concat(Stream.of(arguments), Stream.of("--data", "" + data));
        return Soribit.start(all.toArray(String[]::new));
    }

    private Soribit upgrade(String... arguments) throws Exception {
        return soribit(
                Stream.concat(Stream.of("upgrade", "--language", "en"), Stream.of(arguments))
                        .toArray(String[]::new));
    }

    /** A copy of the distribution as another version, without its documents. */
    private Path release(String version) throws Exception {
        Path release = folder.resolve("soribit-" + version);
        Path home = Soribit.home();
        for (String part : List.of("boot", "lib", "features")) {
            Path to = Files.createDirectories(release.resolve(part));
            try (Stream<Path> files = Files.list(home.resolve(part))) {
                for (Path file : files.toList()) {
                    String name = file.getFileName().toString();
                    boolean launcher = name.startsWith("io.soribit.launcher-");
                    Files.copy(
                            file,
                            to.resolve(
                                    launcher ? "io.soribit.launcher-" + version + ".jar" : name));
                }
            }
        }
        return release;
    }

    private void sign(Path release) throws Exception {
        try (Soribit sign = upgrade("--sign", key.toString(), release.toString())) {
            assertThat(sign.exit(60)).as(sign.err()).isZero();
        }
    }

    private static Path frontEnd(Path release) throws IOException {
        try (Stream<Path> files = Files.list(release.resolve("lib"))) {
            return files.filter(f -> f.toString().contains(FRONT_END)).findFirst().orElseThrow();
        }
    }

    /** Packs a bundle once more: with a file more, or with classes that cannot be loaded. */
    private static void rewrite(Path jar, boolean broken) throws IOException {
        Path next = jar.resolveSibling("next");
        try (ZipFile from = new ZipFile(jar.toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(next))) {
            for (ZipEntry entry : Collections.list(from.entries())) {
                to.putNextEntry(new ZipEntry(entry.getName()));
                try (InputStream in = from.getInputStream(entry)) {
                    byte[] content = in.readAllBytes();
                    boolean spoil = broken && entry.getName().endsWith(".class");
                    to.write(spoil ? new byte[] {1, 2, 3} : content);
                }
            }
            to.putNextEntry(new ZipEntry("changed.txt"));
        }
        Files.delete(jar);
        Files.move(next, jar);
    }

    private static int count(Soribit hub, String part) {
        return (int) hub.lines().stream().filter(l -> l.contains(part)).count();
    }

    /** How often it has started: a room may be reported as heard more than once each time. */
    private static int starts(Soribit hub) {
        return count(hub, "  data: ");
    }

    /** Waits until a line has come once more than there were. */
    private static void once(Soribit hub, int seconds, String part, int before) throws Exception {
        hub.line(seconds, l -> l.contains(part) && count(hub, part) > before);
    }

    /**
     * Waits until the hub that runs has reported itself: before, there is none to upgrade.
     *
     * @param version or the beginning of what follows it; empty for any
     */
    private void reported(String version) throws Exception {
        Await.value(
                "the hub reports itself",
                () -> {
                    try (Soribit status = soribit("status", "--language", "en")) {
                        status.exit(60);
                        return String.join("\n", status.out());
                    }
                },
                text -> text.contains("Soribit " + version) && text.contains(", up since"));
    }

    private String history() throws Exception {
        try (Soribit history = upgrade("--history")) {
            assertThat(history.exit(60)).as(history.err()).isZero();
            return String.join("\n", history.out());
        }
    }

    @Test
    void aGoodReleaseStaysABadOneIsTakenBackAndTheWayBackIsThere() throws Exception {
        Path good = release("7.1.0");
        rewrite(frontEnd(good), false);
        sign(good);
        Path bad = release("7.2.0");
        rewrite(frontEnd(bad), true);
        sign(bad);
        try (Soribit hub = soribit("run")) {
            hub.line(60, "● hall");
            hub.page();

            reported("");
            try (Soribit upgrade = upgrade(good.toString())) {
                assertThat(upgrade.exit(240)).as(upgrade.lines().toString()).isZero();
                upgrade.line(1, "Version 7.1.0 listens and is active");
            }
            hub.line(1, "Soribit 7.1.0  data:");
            once(hub, 60, "● hall", 1);
            assertThat(starts(hub)).isEqualTo(2);
            int heard = count(hub, "● hall");
            reported("7.1.0");
            try (Soribit upgrade = upgrade(bad.toString())) {
                assertThat(upgrade.exit(300)).as(upgrade.lines().toString()).isEqualTo(1);
                upgrade.line(1, "Version 7.2.0 was taken back");
            }
            once(hub, 60, "Soribit 7.1.0  data:", 1);
            once(hub, 60, "● hall", heard);
            hub.line(1, "version 7.2.0 taken back: ");
            assertThat(count(hub, "Soribit 7.1.0  data:")).isEqualTo(2);
            reported("7.1.0, up since");
            try (Soribit status = soribit("status", "--language", "en")) {
                status.exit(60);
                status.line(1, "upgrade: ");
            }

            int tried = count(hub, "trying version 7.2.0");
            try (Soribit upgrade = upgrade(bad.toString())) {
                once(hub, 120, "trying version 7.2.0", tried);
                upgrade.line(60, "The hub restarts with 7.2.0");
                hub.kill(); // as a power cut does
            }
        }
        try (Soribit hub = soribit("run")) {
            hub.line(60, "version 7.2.0 taken back: it ended before it was confirmed; 7.1.0 runs");
            hub.line(60, "● hall");
            hub.line(1, "Soribit 7.1.0  data:");
            hub.page();

            reported("7.1.0");
            try (Soribit back = upgrade("--back")) {
                assertThat(back.exit(240)).as(back.lines().toString()).isZero();
            }
            once(hub, 60, "● hall", 1);
            assertThat(starts(hub)).isEqualTo(2);
            assertThat(hub.lines()).noneMatch(l -> l.contains("Soribit 7.2.0"));
        }
        assertThat(history())
                .containsSubsequence(
                        "7.1.0 installed beside ",
                        "signed with the key maker, by ",
                        "7.1.0 confirmed",
                        "7.2.0 installed beside 7.1.0",
                        "7.2.0 taken back: it was not ready to hear",
                        "7.2.0 taken back: it ended before it was confirmed",
                        "back from 7.1.0 to ");
    }

    @Test
    void whatIsBrokenOrNotSignedIsRefusedWhileTheHubListens() throws Exception {
        Path broken = release("7.3.0");
        Files.delete(frontEnd(broken));
        sign(broken);
        Path changed = release("7.4.0");
        sign(changed);
        rewrite(frontEnd(changed), false);
        try (Soribit hub = soribit("run")) {
            hub.line(60, "● hall");
            try (Soribit upgrade = upgrade(broken.toString())) {
                assertThat(upgrade.exit(60)).isEqualTo(1);
                upgrade.line(1, "of features/hearing.json: is missing");
            }
            try (Soribit upgrade = upgrade(changed.toString())) {
                assertThat(upgrade.exit(60)).isEqualTo(1);
                upgrade.line(1, l -> l.contains(FRONT_END) && l.contains("was changed"));
            }
            assertThat(data.resolve("releases")).doesNotExist();
            assertThat(starts(hub)).isEqualTo(1);
            assertThat(hub.lines()).noneMatch(l -> l.contains("Soribit 7."));
        }
    }
}
