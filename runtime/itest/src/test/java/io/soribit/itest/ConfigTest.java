// SPDX-License-Identifier: Apache-2.0
package io.soribit.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Phase;
import io.soribit.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.test.common.annotation.InjectBundleContext;

/** Files in {@code etc} with mistakes in them: reported, and the rest of the hub goes on. */
class ConfigTest {
    @InjectBundleContext BundleContext context;

    @TempDir Path folder;
    private Hub hub;
    private Path file;

    @BeforeEach
    void ready() {
        hub = new Hub(context).ready();
        file = Path.of(context.getProperty("felix.fileinstall.dir"), "io.soribit.engine.cfg");
    }

    @AfterEach
    void remove() throws IOException {
        Files.deleteIfExists(file);
        Await.until(
                () -> "nothing left to report: " + hub.doctor("configuration"),
                () -> findings().isEmpty());
    }

    @Test
    void anInvalidValueIsReportedAndTheDefaultApplies() throws Exception {
        Files.write(file, List.of("hop_ms = soon", "smoothing = median"));
        Await.until(
                () -> "the mistake is reported: " + hub.doctor("configuration"),
                () -> !findings().isEmpty());

        assertThat(findings())
                .singleElement()
                .asString()
                .contains("io.soribit.engine.cfg", "hop_ms", "soon", "240");
        hearsTheDoorbell(2 + 3 + 2);
    }

    @Test
    void anUnknownKeyIsReportedWithASuggestion() throws Exception {
        Files.write(file, List.of("treshold = 0.4"));
        Await.until(
                () -> "the mistake is reported: " + hub.doctor("configuration"),
                () -> !findings().isEmpty());

        assertThat(findings()).singleElement().asString().contains("treshold", "thresholds");
    }

    @Test
    void anUnknownSoundIsReportedAndTheOthersCount() throws Exception {
        long before = logged().stream().filter(ConfigTest::namesDoorbel).count();
        Files.write(file, List.of("thresholds = doorbel=0.4, hallway/doorbell=0.99"));
        Await.until(
                "the log names the sound that is none",
                () -> logged().stream().filter(ConfigTest::namesDoorbel).count() > before);

        hearsTheDoorbell(2 + 3 + 2);
    }

    /** Exactly as many windows as at the default hop, and a doorbell. */
    private void hearsTheDoorbell(int seconds) throws Exception {
        Path wav =
                Recording.wav(
                        folder.resolve("doorbell.wav"),
                        Synthesis.joined(
                                Synthesis.quiet(2), Synthesis.doorbell(), Synthesis.quiet(2)));
        try (Heard heard = new Heard(context);
                Settings settings = new Settings(context)) {
            settings.add(
                    "io.soribit.source.file",
                    "config",
                    Map.of(
                            "id",
                            "config",
                            "room",
                            "landing",
                            "path",
                            wav.toString(),
                            "realtime",
                            false));
            Await.until(
                    () -> "a doorbell: " + heard.events(),
                    () -> heard.count("landing", "doorbell", Phase.END) == 1);
            hub.awaitEnd("config");
            assertThat(hub.scored("config"))
                    .isEqualTo(hub.windows((long) seconds * Synthesis.RATE));
        }
    }

    private static boolean namesDoorbel(String line) {
        return line.contains(" WARN ") && line.contains("'doorbel'");
    }

    private List<String> findings() {
        return hub.doctor("configuration").stream()
                .filter(line -> line.startsWith("critical "))
                .toList();
    }

    private List<String> logged() {
        Path log = Path.of(context.getProperty("soribit.data"), "log", "soribit.log");
        try {
            return Files.readAllLines(log);
        } catch (IOException e) {
            throw new UncheckedIOException("the log " + log + " cannot be read", e);
        }
    }
}
