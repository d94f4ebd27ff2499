// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A room that falls silent is an alert within half a minute, for whatever reason it does. */
@Timeout(900)
class SilentRoomTest {
    private static final Path PLUG_INS = Path.of("src", "test", "plugins");
    private static final List<String> ROOMS =
            List.of(
                    "zeros",
                    "constant",
                    "one-bit",
                    "faint",
                    "repeated",
                    "no-number",
                    "blocked",
                    "broken",
                    "ended");

    /** Seconds; it only ends a test that has failed. */
    private static final int LIMIT = 240;

    private static final int BOUND = 30;

    @TempDir Path folder;
    private Path data;
    private Path jar;

    private void room(Path attempt) throws Exception {
        data = attempt;
        Soribit.ports(data);
        Path wav = Wav.doorbell(data.resolve("bell.wav"), 6);
        Soribit.configure(
                data, "io.soribit.source.file-room", "path = " + wav, "room = hall", "loop = true");
        jar = Files.createDirectories(data.resolve("bundles")).resolve("silent.jar");
        PlugInJar.build(
                PLUG_INS.resolve("silent").resolve("FallingSilent.java"),
                Map.of("Bundle-Activator", "bad.FallingSilent"),
                jar);
    }

    private static void allHeard(Soribit hub) throws Exception {
        for (String room : ROOMS) {
            hub.line(LIMIT, "● " + room + " ");
        }
        hub.line(LIMIT, l -> l.startsWith("page: http") && l.contains("MQTT: tcp://"));
        TimeUnit.SECONDS.sleep(10); // a microphone's own noise is learnt, and the start is over
    }

    private static void alerts(Soribit hub, long since) throws Exception {
        for (String room : ROOMS) {
            long passed = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since);
            hub.within(
                    (int) Math.max(0, BOUND - passed),
                    "room " + room + " is not heard: raising an alert");
        }
    }

    @Test
    void whateverAMicrophoneGivesThatHearsNothing() throws Exception {
        RealTime.play(folder, this::allFallSilent);
    }

    private void allFallSilent(Path attempt) throws Exception {
        room(attempt);
        try (Soribit hub = Soribit.start("run", "--data", data.toString())) {
            allHeard(hub);
            Files.createFile(data.resolve("silent"));
            alerts(hub, System.nanoTime());
            RealTime.check(
                    hub.lines().stream().noneMatch(l -> l.contains("room hall is not heard")),
                    "the hall is always heard");
        }
    }

    @Test
    void aPlugInThatIsTakenAwayWithItsRooms() throws Exception {
        RealTime.play(folder, this::thePlugInGoes);
    }

    private void thePlugInGoes(Path attempt) throws Exception {
        room(attempt);
        try (Soribit hub = Soribit.start("run", "--data", data.toString())) {
            allHeard(hub);
            Files.delete(jar);
            alerts(hub, System.nanoTime());
        }
    }

    @Test
    void aMicrophoneThatDoesNotOpen() throws Exception {
        RealTime.play(folder, this::theCellarHasNoMicrophone);
    }

    private void theCellarHasNoMicrophone(Path attempt) throws Exception {
        room(attempt);
        Files.delete(jar);
        Soribit.configure(
                data,
                "io.soribit.source.microphone-cellar",
                "room = cellar",
                "device = what nobody has");
        try (Soribit hub = Soribit.start("run", "--data", data.toString())) {
            hub.line(LIMIT, "○ cellar");
            hub.within(BOUND, "room cellar is not heard: raising an alert");
        }
    }

    /** A bundle that needs what nobody has, in the place of one of the hub's. */
    private static void breakBundle(Path lib, String name) throws Exception {
        Path bundle;
        try (DirectoryStream<Path> found = Files.newDirectoryStream(lib, name + "-[0-9]*.jar")) {
            bundle = found.iterator().next();
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", name);
        manifest.getMainAttributes().putValue("Import-Package", "com.nobody.has");
        new JarOutputStream(Files.newOutputStream(bundle), manifest).close();
    }

    @ParameterizedTest
    @CsvSource({"io.soribit.engine, hall", "io.soribit.source.microphone, house"})
    void aBundleOfTheHubThatDoesNotStart(String bundle, String room) throws Exception {
        RealTime.play(folder, attempt -> without(attempt, bundle, room));
    }

    private void without(Path attempt, String bundle, String room) throws Exception {
        room(attempt);
        Files.delete(jar);
        if (room.equals("house")) { // of which no source is left
            Files.delete(data.resolve("etc/io.soribit.source.file-room.cfg"));
        }
        Path home = Files.createDirectory(data.resolve("hub"));
        Path hubHome = Soribit.unpack(Soribit.archive(".tar.gz"), home);
        breakBundle(hubHome.resolve("lib"), bundle);
        try (Soribit hub = Soribit.at(hubHome, "run", "--data", data.toString())) {
            hub.line(LIMIT, bundle + " cannot be resolved");
            hub.line(LIMIT, l -> l.contains("MQTT: tcp://"));
            hub.within(BOUND, "room " + room + " is not heard: raising an alert");
        }
    }
}
