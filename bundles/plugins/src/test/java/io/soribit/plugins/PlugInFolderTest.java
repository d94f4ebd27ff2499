// SPDX-License-Identifier: Apache-2.0
package io.soribit.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.hub.PlugInState;
import io.soribit.api.hub.PlugInStatus;
import io.soribit.plugins.bad.BlockingActivator;
import io.soribit.plugins.bad.QuietActivator;
import io.soribit.plugins.bad.ThrowingActivator;
import io.soribit.testkit.Await;
import io.soribit.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.launch.Framework;

class PlugInFolderTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir Path data;
    private final ManualClock clock = new ManualClock();
    private Path bundles;
    private Framework framework;
    private PlugInFolder folder;

    @BeforeEach
    void start() throws Exception {
        bundles = Files.createDirectories(data.resolve("bundles"));
        framework =
                new FrameworkFactory()
                        .newFramework(
                                Map.of(
                                        "org.osgi.framework.storage",
                                        data.resolve("cache").toString(),
                                        "soribit.data",
                                        data.toString()));
        framework.start();
        folder = folder();
    }

    private PlugInFolder folder() {
        PlugInFolder made =
                new PlugInFolder(
                        framework.getBundleContext(),
                        new Components(new NoComponents()),
                        clock,
                        LIMIT,
                        Duration.ofDays(1));
        clock.advance(Duration.ofMinutes(1));
        return made;
    }

    @AfterEach
    void stop() throws Exception {
        folder.close();
        framework.stop();
    }

    private PlugInStatus status(String file) {
        folder.look();
        return folder.list().stream()
                .filter(status -> status.file().equals(file))
                .findFirst()
                .orElse(new PlugInStatus(file, file, "", PlugInState.STARTING, ""));
    }

    private PlugInStatus await(String file, PlugInState state) {
        Await.until(
                () -> file + " is " + state + ", but " + status(file),
                () -> status(file).state() == state);
        return status(file);
    }

    private void quiet(String file) throws IOException {
        Jars.write(bundles.resolve(file), QuietActivator.class, Map.of());
    }

    @Test
    void startsWhatIsDroppedInAndRemovesWhatIsTakenOut() throws IOException {
        quiet("quiet.jar");

        PlugInStatus status = await("quiet.jar", PlugInState.STARTED);
        assertThat(status.name()).isEqualTo("com.acme.QuietActivator");
        assertThat(status.version()).isEqualTo("1.0.0");
        assertThat(status.message()).isEmpty();

        Files.delete(bundles.resolve("quiet.jar"));
        Await.until(
                "it is gone",
                () -> {
                    folder.look();
                    return folder.list().isEmpty();
                });
        Await.until(
                "its bundle is gone",
                () -> framework.getBundleContext().getBundle("plug-in:quiet.jar") == null);
    }

    @Test
    void oneThatBlocksIsQuarantinedAndHoldsUpNoOther() throws IOException {
        Jars.write(bundles.resolve("a-blocks.jar"), BlockingActivator.class, Map.of());
        quiet("quiet.jar");
        await("quiet.jar", PlugInState.STARTED);
        assertThat(status("a-blocks.jar").state()).isEqualTo(PlugInState.STARTING);

        clock.advance(LIMIT.plusSeconds(1));

        assertThat(status("a-blocks.jar").state()).isEqualTo(PlugInState.QUARANTINED);
        assertThat(status("a-blocks.jar").message()).contains("30 s", "restart the hub");
        assertThat(status("quiet.jar").state()).isEqualTo(PlugInState.STARTED);
    }

    private Bundle bundle(String file) {
        return framework.getBundleContext().getBundle("plug-in:" + file);
    }

    @Test
    void oneWhoseServiceDoesNotReturnIsQuarantinedUntilItDoes() throws Exception {
        quiet("quiet.jar");
        await("quiet.jar", PlugInState.STARTED);
        Class<?> service = bundle("quiet.jar").loadClass(QuietActivator.class.getName());

        folder.note(PlugInFolderTest.class, "of no plug-in");
        assertThat(status("quiet.jar").state()).isEqualTo(PlugInState.STARTED);
        folder.note(service, "it does not return");
        assertThat(status("quiet.jar").state()).isEqualTo(PlugInState.QUARANTINED);
        assertThat(status("quiet.jar").message()).isEqualTo("it does not return");
        folder.note(service, "");
        assertThat(status("quiet.jar").state()).isEqualTo(PlugInState.STARTED);
    }

    @Test
    void oneWhoseServiceDoesNotReturnIsStartedAnewWhenAPersonAsks() throws Exception {
        quiet("quiet.jar");
        await("quiet.jar", PlugInState.STARTED);
        Bundle first = bundle("quiet.jar");
        folder.note(first.loadClass(QuietActivator.class.getName()), "it does not return");
        await("quiet.jar", PlugInState.QUARANTINED);

        assertThat(folder.retry("quiet.jar")).isTrue();
        await("quiet.jar", PlugInState.STARTED);
        assertThat(bundle("quiet.jar")).isNotEqualTo(first);
    }

    @Test
    void oneThatThrowsAnErrorIsNamedAndTriedAgainLater() throws IOException {
        Jars.write(bundles.resolve("throws.jar"), ThrowingActivator.class, Map.of());

        PlugInStatus failed = await("throws.jar", PlugInState.FAILED);
        assertThat(failed.message())
                .contains("NoClassDefFoundError: com/nobody/Missing", "ThrowingActivator.start");

        quiet("throws.jar");
        await("throws.jar", PlugInState.STARTED);
    }

    @Test
    void aMissingPackageIsNamed() throws IOException {
        Jars.write(
                bundles.resolve("needs.jar"),
                QuietActivator.class,
                Map.of("Import-Package", "org.osgi.framework,com.nobody.has"));

        assertThat(await("needs.jar", PlugInState.WAITING).message())
                .contains("com.nobody.has", "no bundle exports");
    }

    @Test
    void oneForAnotherApiIsToBeReplacedOrTheHubUpdated() throws IOException {
        Jars.write(
                bundles.resolve("newer.jar"),
                QuietActivator.class,
                Map.of(
                        "Import-Package",
                        "org.osgi.framework,io.soribit.api;version=\"[99.1,100)\""));

        assertThat(await("newer.jar", PlugInState.WAITING).message())
                .contains("needs io.soribit.api from version 99.1.0 to below 100.0.0")
                .contains("a build of the plug-in for this hub, or update the hub")
                .doesNotContain("include");
    }

    @Test
    void oneForANewerJavaSaysSo() throws IOException {
        Jars.write(
                bundles.resolve("declares.jar"),
                QuietActivator.class,
                Map.of(
                        "Require-Capability",
                        "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\""));
        Path jar = bundles.resolve("is.jar");
        Jars.write(jar, QuietActivator.class, Map.of("Bundle-SymbolicName", "com.acme.is"));
        rewrite(
                jar,
                QuietActivator.class.getName().replace('.', '/') + ".class",
                bytes -> {
                    bytes[7] = (byte) (99 + 44); // the version of a class file
                    return bytes;
                });

        assertThat(await("declares.jar", PlugInState.WAITING).message())
                .contains("needs Java 99, and the hub runs on " + Runtime.version().feature());
        assertThat(await("is.jar", PlugInState.FAILED).message())
                .contains("needs Java 99, and the hub runs on " + Runtime.version().feature());
    }

    @Test
    void oneThatBringsTheApiIsRefused() throws IOException {
        Path jar = bundles.resolve("brings.jar");
        Jars.write(jar, QuietActivator.class, Map.of());
        rewrite(jar, "io/soribit/api/Sound.class", bytes -> bytes);
        assertThat(await("brings.jar", PlugInState.FAILED).message())
                .contains("brings a copy of io.soribit.api", "'provided'");

        Path imports = bundles.resolve("imports.jar");
        Jars.write(
                imports,
                QuietActivator.class,
                Map.of(
                        "Bundle-SymbolicName",
                        "com.acme.imports",
                        "Import-Package",
                        "org.osgi.framework,io.soribit.api;resolution:=optional"));
        rewrite(imports, "io/soribit/api/Sound.class", bytes -> bytes);
        await("imports.jar", PlugInState.STARTED);
    }

    /** Changes an entry; one that is not there is empty. */
    private static void rewrite(Path jar, String entry, UnaryOperator<byte[]> change)
            throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(jar)) {
            Path file = files.getPath(entry);
            Files.createDirectories(file.getParent());
            byte[] before = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
            Files.write(file, change.apply(before));
        }
    }

    @Test
    void oneThatIsNotWholeIsToBeCopiedAgain() throws IOException {
        quiet("half.jar");
        byte[] whole = Files.readAllBytes(bundles.resolve("half.jar"));
        Files.write(bundles.resolve("half.jar"), Arrays.copyOf(whole, whole.length / 2));

        assertThat(await("half.jar", PlugInState.FAILED).message())
                .isEqualTo("its file is not whole, or no jar: copy it here again");
    }

    @Test
    void whatIsNoBundleIsRefused() throws IOException {
        Files.writeString(bundles.resolve("text.jar"), "no jar at all");

        assertThat(await("text.jar", PlugInState.FAILED).message()).isNotEmpty();
    }

    @Test
    void oneThatEndsTheHubIsQuarantinedAfterTheRestart() throws IOException {
        quiet("deadly.jar");
        Jars.write(bundles.resolve("innocent.jar"), ThrowingActivator.class, Map.of());
        await("deadly.jar", PlugInState.STARTED);
        await("innocent.jar", PlugInState.FAILED);
        StackTraceElement own = new StackTraceElement("java.lang.Runtime", "exit", null, 1);
        String type = QuietActivator.class.getName();
        StackTraceElement running = new StackTraceElement(type, "run", "Quiet.java", 1);
        assertThat(folder.exits().look(new StackTraceElement[] {own})).isFalse();
        assertThat(folder.exits().look(new StackTraceElement[] {running})).isFalse();
        assertThat(data.resolve("state/plug-ins")).isEmptyDirectory();

        StackTraceElement deliver = new StackTraceElement(type, "deliver", "Quiet.java", 7);
        JarVersion innocent = JarVersion.of(bundles.resolve("innocent.jar"));
        new StartMarker(data.resolve("state/plug-ins"), "innocent.jar").set(innocent, "");
        assertThat(folder.exits().look(new StackTraceElement[] {own, deliver})).isTrue();
        assertThat(data.resolve("state/plug-ins/innocent.jar.starting")).doesNotExist();
        assertThat(data.resolve("state/plug-ins/deadly.jar.starting")).isRegularFile();
        folder.close();
        folder = folder();
        assertThat(await("deadly.jar", PlugInState.QUARANTINED).message())
                .contains("it ended the hub", "QuietActivator.deliver(Quiet.java:7)");
        quiet("deadly.jar");
        Files.setLastModifiedTime(bundles.resolve("deadly.jar"), FileTime.fromMillis(1_000));
        await("deadly.jar", PlugInState.STARTED);
    }

    @Test
    void onesThatEndedTheHubBeforeStayQuarantinedWhenAnotherDoes() throws IOException {
        quiet("deadly.jar");
        Jars.write(bundles.resolve("earlier.jar"), ThrowingActivator.class, Map.of());
        new StartMarker(data.resolve("state/plug-ins"), "earlier.jar")
                .set(JarVersion.of(bundles.resolve("earlier.jar")), "it ended the hub: x");
        await("deadly.jar", PlugInState.STARTED);
        await("earlier.jar", PlugInState.QUARANTINED);
        StackTraceElement exit = new StackTraceElement("java.lang.Runtime", "exit", null, 1);
        StackTraceElement own =
                new StackTraceElement(QuietActivator.class.getName(), "deliver", "Quiet.java", 7);
        assertThat(folder.exits().look(new StackTraceElement[] {exit, own})).isTrue();
        folder.close();
        folder = folder();
        await("deadly.jar", PlugInState.QUARANTINED);
        assertThat(await("earlier.jar", PlugInState.QUARANTINED).message()).contains("x");
    }

    @Test
    void oneWhoseStartEndedTheHubIsQuarantined() throws IOException {
        quiet("deadly.jar");
        JarVersion version = JarVersion.of(bundles.resolve("deadly.jar"));
        new StartMarker(data.resolve("state/plug-ins"), "deadly.jar")
                .set(version, StartMarker.STARTING);

        assertThat(await("deadly.jar", PlugInState.QUARANTINED).message())
                .contains("the hub ended while it was starting");
        clock.advance(Duration.ofHours(2));
        assertThat(status("deadly.jar").state()).isEqualTo(PlugInState.QUARANTINED);
        folder.close();
        folder = folder();
        assertThat(await("deadly.jar", PlugInState.QUARANTINED).message())
                .contains("the hub ended while it was starting");
        assertThat(folder.retry("deadly.jar")).isTrue();
        await("deadly.jar", PlugInState.STARTED);
        assertThat(data.resolve("state/plug-ins")).isEmptyDirectory();
    }
}
