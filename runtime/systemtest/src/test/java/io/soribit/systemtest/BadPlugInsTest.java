// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.testkit.Await;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Plug-ins that block, throw and lie in every method, at the start of the hub and under load. */
@Timeout(900)
class BadPlugInsTest {
    private static final Path SOURCES = Path.of("src", "test", "plugins", "bad");
    private static final Path DEADLY = Path.of("src", "test", "plugins", "deadly");
    private static final Path HUNGRY = Path.of("src", "test", "plugins", "hungry");

    /** Seconds; it only ends a test that has failed. */
    private static final int LIMIT = 240;

    @TempDir Path data;
    private Path bundles;
    private int mqtt;

    @BeforeEach
    void home() throws Exception {
        mqtt = Soribit.ports(data);
        Path wav = Wav.doorbell(data.resolve("bell.wav"), 6);
        Soribit.configure(
                data, "io.soribit.source.file-room", "path = " + wav, "room = hall", "loop = true");
        bundles = Files.createDirectories(data.resolve("bundles"));
    }

    private void dropAll() throws Exception {
        for (Path source : PlugInJar.sources(SOURCES)) {
            String name = source.getFileName().toString().replace(".java", ".jar");
            PlugInJar.build(source, Map.of(), bundles.resolve(name));
        }
        PlugInJar.build(
                SOURCES.resolve("NeedsService.java"),
                Map.of("Import-Package", "com.nobody.has,*", "Bundle-SymbolicName", "bad.import"),
                bundles.resolve("NeedsPackage.jar"));
        Files.writeString(bundles.resolve("NoJar.jar"), "this is no jar");
    }

    /** That a bell is heard, and becomes an alert, so many times from now on. */
    private void bells(int times) throws Exception {
        // Ears start before the broker, and mosquitto_sub ends if that is not there yet.
        Await.until(() -> "the hub's broker", Duration.ofSeconds(LIMIT), this::hasBroker);
        try (Soribit listener =
                Soribit.program(
                        "mosquitto_sub",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        "" + mqtt,
                        "-v",
                        "-t",
                        "soribit/#")) {
            listener.line(LIMIT, "soribit/hub/status online");
            for (int i = 0; i < times; i++) {
                int before = count(listener.lines(), "soribit/hub/hall/doorbell/state ON");
                listener.line(
                        LIMIT,
                        l ->
                                count(listener.lines(), "soribit/hub/hall/doorbell/state ON")
                                        > before);
            }
            listener.line(LIMIT, l -> l.startsWith("soribit/hub/alert"));
        }
    }

    private boolean hasBroker() {
        try (Socket client = new Socket("127.0.0.1", mqtt)) {
            return client.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int count(List<String> lines, String part) {
        return (int) lines.stream().filter(line -> line.contains(part)).count();
    }

    private static void named(Soribit hub, String jar, String state, String reason)
            throws Exception {
        String line =
                hub.line(LIMIT, l -> l.contains("plug-in " + jar + ".jar: ") && l.contains(state));
        assertThat(line).contains(reason);
    }

    private static void allNamed(Soribit hub) throws Exception {
        named(hub, "ConstructorThrows", "failed", "no lamp here");
        named(hub, "ConstructorError", "failed", "com/nobody/Lamp");
        named(hub, "NeedsConfiguration", "waits", "etc/bad.settings.cfg");
        named(hub, "NeedsService", "waits", "java.util.concurrent.Callable");
        named(hub, "NeedsPackage", "waits", "com.nobody.has");
        named(hub, "NoJar", "failed", "");
        named(hub, "ActivateBlocks", "quarantined", "bad.ActivateBlocks");
        named(hub, "ConstructorBlocks", "quarantined", "bad.ConstructorBlocks");
        String left = hub.line(LIMIT, "detector bad.DetectorBlocks does not return in room hall");
        assertThat(left).contains("it blocks in bad.DetectorBlocks.block", "left out");
        named(hub, "DetectorBlocks", "quarantined", "does not return");
        named(hub, "DeliverBlocks", "quarantined", "does not return from START");
        named(hub, "DescriptorBlocks", "quarantined", "bad.DescriptorBlocks");
        named(hub, "TypeBlocks", "quarantined", "bad.TypeBlocks");
        hub.line(LIMIT, "model home-float16 does not return from a window: others take over");
    }

    /** That a person can see in a terminal how each is doing. */
    private void allListed() throws Exception {
        try (Soribit list = Soribit.start("plugins", "--data", data.toString())) {
            assertThat(list.exit(LIMIT)).isEqualTo(1);
            assertThat(list.out())
                    .anyMatch(l -> l.matches("✔ started +ListenerBlocks\\.jar +1\\.0\\.0"))
                    .anyMatch(
                            l -> l.matches("– waiting +NeedsPackage\\.jar .*com\\.nobody\\.has.*"))
                    .anyMatch(l -> l.matches("✘ failed +ConstructorThrows\\.jar .*no lamp here.*"))
                    .anyMatch(l -> l.matches("✘ quarantined +DetectorBlocks\\.jar .*not return.*"));
        }
    }

    @Test
    void theHubListensAndAlertsWhileTheyAreDroppedIn() throws Exception {
        try (Soribit hub = Soribit.start("run", "--data", data.toString())) {
            hub.line(LIMIT, "● hall");
            hub.line(LIMIT, l -> l.contains("MQTT: tcp://")); // the ears start before the broker
            bells(1);
            dropAll();
            allNamed(hub);
            bells(3);
            allListed();
        }
    }

    /** Java cannot keep a plug-in from it: the supervisor starts the hub again, without it. */
    @Test
    void onesThatEndTheProcessDoSoOnce() throws Exception {
        for (Path source : PlugInJar.sources(DEADLY)) {
            String name = source.getFileName().toString().replace(".java", ".jar");
            PlugInJar.build(source, Map.of(), bundles.resolve(name));
        }
        try (Soribit hub = Soribit.start("run", "--data", data.toString())) {
            hub.line(LIMIT, "● hall");
            named(hub, "ExitsInConstructor", "ends the hub", "bad.ExitsInConstructor.<init>");
            named(hub, "ExitsInConstructor", "quarantined", "it ended the hub");
            named(hub, "ExitsInListener", "ends the hub", "bad.ExitsInListener.onSound");
            named(hub, "ExitsInListener", "quarantined", "it ended the hub");
            bells(3);
            assertThat(count(hub.lines(), "starting it again in")).isEqualTo(2);
        }
    }

    /** Out of memory is the end of the process: the supervisor starts the hub again, without it. */
    @Test
    void oneThatExhaustsTheMemoryDoesSoOnce() throws Exception {
        PlugInJar.build(
                HUNGRY.resolve("ExhaustsMemory.java"),
                Map.of(),
                bundles.resolve("ExhaustsMemory.jar"));
        try (Soribit hub = Soribit.start("run", "--data", data.toString())) {
            hub.line(LIMIT, "● hall");
            hub.line(LIMIT, "java.lang.OutOfMemoryError: Java heap space");
            hub.line(LIMIT, "the hub ended with status 3; starting it again");
            named(hub, "ExhaustsMemory", "quarantined", "the hub ended while it was starting");
            bells(2);
            assertThat(count(hub.lines(), "starting it again in")).isEqualTo(1);
        }
    }

    @Test
    void theHubListensAndAlertsWhenItStartsWithThem() throws Exception {
        dropAll();
        try (Soribit hub = Soribit.start("run", "--data", data.toString())) {
            hub.line(LIMIT, "● hall");
            allNamed(hub);
            bells(3);
            hub.terminate();
            assertThat(hub.exit(LIMIT)).isEqualTo(128 + 15);
        }
    }
}
