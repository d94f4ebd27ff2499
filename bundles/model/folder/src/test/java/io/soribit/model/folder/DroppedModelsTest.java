// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.folder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.hub.ModelCandidate;
import io.soribit.common.signing.ModelParts;
import io.soribit.common.signing.ModelSignature;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

class DroppedModelsTest {
    private static final long MOST = 1 << 20;

    @TempDir Path data;
    private Path folder;
    private Framework framework;
    private DroppedModels models;

    @BeforeEach
    void start() throws Exception {
        folder = Files.createDirectories(data.resolve("models"));
        framework =
                new FrameworkFactory()
                        .newFramework(
                                Map.of(
                                        "org.osgi.framework.storage",
                                        data.resolve("felix").toString(),
                                        "org.osgi.framework.bootdelegation",
                                        "io.soribit.api",
                                        "soribit.data",
                                        data.toString()));
        framework.start();
        models = new DroppedModels(framework.getBundleContext(), false, MOST);
    }

    @AfterEach
    void stop() throws Exception {
        models.deactivate();
        framework.stop();
        framework.waitForStop(10_000);
    }

    private Path jar(String name, boolean model, String... entries) throws Exception {
        return jar(name, model, Map.of(), entries);
    }

    private Path jar(String name, boolean model, Map<String, String> headers, String... entries)
            throws Exception {
        Manifest manifest = new Manifest();
        headers.forEach(manifest.getMainAttributes()::putValue);
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", name);
        if (model) {
            manifest.getMainAttributes().putValue("Soribit-Model", "model.json");
        }
        Path file = folder.resolve(name + ".jar");
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (String entry : entries) {
                jar.putNextEntry(new ZipEntry(entry));
            }
        }
        return file;
    }

    private List<String> bundles() {
        return Arrays.stream(framework.getBundleContext().getBundles())
                .filter(b -> b.getBundleId() != 0)
                .map(b -> b.getSymbolicName() + (b.getState() == Bundle.ACTIVE ? "" : " stopped"))
                .toList();
    }

    private List<String> refused() throws Exception {
        return framework
                .getBundleContext()
                .getServiceReferences(ModelCandidate.class, null)
                .stream()
                .map(r -> framework.getBundleContext().getService(r).status())
                .map(s -> s.id() + " " + s.state() + ": " + s.reason())
                .toList();
    }

    @Test
    void handlesModelsInItsFolderAlone() {
        for (String name : List.of("a.jar", "a.tflite", "a.json")) {
            assertThat(models.canHandle(folder.resolve(name).toFile())).as(name).isTrue();
            assertThat(models.canHandle(data.resolve(name).toFile())).as(name).isFalse();
        }
        assertThat(models.canHandle(folder.resolve("a.json.draft").toFile())).isFalse();
    }

    @Test
    void aBundleComesIsReplacedAndGoes() throws Exception {
        Path file = jar("animals", true, "model.json");
        models.install(file.toFile());
        assertThat(bundles()).containsExactly("models.animals.jar");
        long id = framework.getBundleContext().getBundles()[1].getBundleId();
        models.update(file.toFile());
        assertThat(framework.getBundleContext().getBundle(id)).as("nothing changed").isNotNull();
        jar("animals", true, "model.json", "more");
        models.update(file.toFile());
        assertThat(bundles()).containsExactly("models.animals.jar");
        assertThat(framework.getBundleContext().getBundle(id)).as("it was replaced").isNull();
        Bundle fresh = framework.getBundleContext().getBundles()[1];
        assertThat(fresh.getEntry("more")).as("no part of a model").isNull();
        models.uninstall(file.toFile());
        assertThat(bundles()).isEmpty();
    }

    @Test
    void whatIsThereAlreadyIsTakenInAtOnce() throws Exception {
        new TestFile().write(folder.resolve("pets.tflite"));
        DroppedModels later = new DroppedModels(framework.getBundleContext(), false, MOST);
        assertThat(bundles()).containsExactly("models.pets.tflite");
        later.deactivate();
        assertThat(bundles()).isEmpty();
    }

    @Test
    void aBareFileBecomesABundle() throws Exception {
        Path file = new TestFile().write(folder.resolve("pets.tflite"));
        models.install(file.toFile());
        assertThat(bundles()).containsExactly("models.pets.tflite");
        Bundle bundle = framework.getBundleContext().getBundles()[1];
        assertThat(bundle.getHeaders().get("Soribit-Model")).isEqualTo("model.json");
        assertThat(bundle.getEntry("model.tflite")).isNotNull();
        Files.delete(file);
        models.uninstall(file.toFile());
        assertThat(bundles()).isEmpty();
    }

    @Test
    void aDescriptorThatComesLaterMakesTheModelUsable() throws Exception {
        Path file = new TestFile().withoutMetadata().write(folder.resolve("pets.tflite"));
        models.install(file.toFile());
        assertThat(refused())
                .singleElement()
                .asString()
                .startsWith("pets.tflite REFUSED: the file");
        Path own = folder.resolve("pets.json");
        Files.writeString(
                own,
                "{\"labels\":[\"dog\",\"cat\"],\"frontEnd\":{\"type\":\"waveform\",\"sampleRate\":16000,"
                        + "\"samples\":800}}");
        models.install(own.toFile());
        assertThat(refused()).isEmpty();
        assertThat(bundles()).containsExactly("models.pets.tflite");
        Files.delete(own);
        models.uninstall(own.toFile());
        assertThat(bundles()).isEmpty();
        assertThat(refused()).hasSize(1);
    }

    /** Each would run code in the hub if the jar itself were started. */
    @ParameterizedTest
    @CsvSource({
        "nested, Bundle-ClassPath, inner.dat",
        "fragment, Fragment-Host, io.soribit.engine",
        "activator, Bundle-Activator,"
                + " a.VeryLongNameThatTheManifestBreaksIntoSeveralLines.Activator",
        "library, Bundle-NativeCode, lib.dat;osname=Linux",
        "component, Service-Component, OSGI-INF/x.xml"
    })
    void codeInDisguiseIsRefused(String name, String header, String value) throws Exception {
        Path file = jar(name, true, Map.of(header, value), "model.json", "inner.dat");

        models.install(file.toFile());

        assertThat(bundles()).isEmpty();
        assertThat(refused())
                .singleElement()
                .asString()
                .contains(name + ".jar REFUSED", header, "folder bundles");
        jar(name, true, "model.json");
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        models.update(file.toFile());
        assertThat(bundles()).as("a corrected file").containsExactly("models." + name + ".jar");
    }

    @Test
    void whatDoesNotStartLeavesRoomForACorrectedFile() throws Exception {
        ServiceRegistration<ResolverHookFactory> nothingResolves =
                framework
                        .getBundleContext()
                        .registerService(
                                ResolverHookFactory.class, triggers -> new NoneResolves(), null);
        Path file = jar("pets", true, "model.json");
        models.install(file.toFile());
        assertThat(bundles()).isEmpty();
        assertThat(refused()).singleElement().asString().contains("it cannot be installed");

        nothingResolves.unregister();
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        models.update(file.toFile());
        assertThat(bundles()).containsExactly("models.pets.jar");
    }

    private static final class NoneResolves implements ResolverHook {
        @Override
        public void filterResolvable(Collection<BundleRevision> candidates) {
            candidates.clear();
        }

        @Override
        public void filterSingletonCollisions(
                BundleCapability singleton, Collection<BundleCapability> others) {}

        @Override
        public void filterMatches(
                BundleRequirement requirement, Collection<BundleCapability> candidates) {}

        @Override
        public void end() {}
    }

    @Test
    void aDescriptorOfMoreEntriesThanAnyModelNeedsIsRefused() throws Exception {
        Path file = folder.resolve("lists.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Soribit-Model", "model.json");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            jar.putNextEntry(new ZipEntry("model.json"));
            jar.write(("{\"card\":[" + "[],".repeat(50_000) + "[]]}").getBytes(UTF_8));
        }
        models.install(file.toFile());
        assertThat(bundles()).isEmpty();
        assertThat(refused()).singleElement().asString().contains("Token count");
    }

    @Test
    void codeInsideIsRefusedWhateverItIsCalled() throws Exception {
        models.install(jar("jars", true, "model.json", "inner.JAR").toFile());
        models.install(jar("lib", true, "model.json", "lib/x.so").toFile());

        assertThat(bundles()).isEmpty();
        assertThat(refused()).hasSize(2).allMatch(r -> r.contains("it holds code"));
    }

    /** Compressed, a hundredth of the heap holds more than the heap. */
    private Path inflating(String name, String entry, long bytes) throws Exception {
        Path file = jar(name, true);
        byte[] block = new byte[1 << 16];
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
            jar.putNextEntry(new ZipEntry(JarFile.MANIFEST_NAME));
            jar.write("Manifest-Version: 1.0\r\nSoribit-Model: model.json\r\n\r\n".getBytes(UTF_8));
            for (long i = 0; entry.equals(JarFile.MANIFEST_NAME) && i < bytes; i += block.length) {
                jar.write(block);
            }
            jar.putNextEntry(new ZipEntry("model.json"));
            jar.write("{\"file\": \"a.tflite\", \"golden\": \"golden.json\"}".getBytes(UTF_8));
            for (String other : List.of("a.tflite", "golden.json")) {
                jar.putNextEntry(new ZipEntry(other));
                for (long i = 0; other.equals(entry) && i < bytes; i += block.length) {
                    jar.write(block);
                }
            }
        }
        return file;
    }

    @Test
    void whatIsTooLargeIsRefusedBesideTheOthers() throws Exception {
        long huge = 300L << 20; // more than the heap of a test
        models.install(inflating("flatbuffer", "a.tflite", huge).toFile());
        models.install(inflating("golden", "golden.json", huge).toFile());
        models.install(inflating("manifest", JarFile.MANIFEST_NAME, huge).toFile());
        Path bare = folder.resolve("bare.tflite");
        try (FileChannel channel =
                FileChannel.open(bare, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(1), huge);
        }
        models.install(bare.toFile());
        models.install(inflating("fits", "a.tflite", MOST).toFile());

        assertThat(bundles()).containsExactly("models.fits.jar");
        assertThat(refused())
                .hasSize(4)
                .anyMatch(r -> r.contains("a.tflite has more than 1 MB: use a smaller model"))
                .anyMatch(r -> r.contains("golden.json has more than 8 MB: shorten it"))
                .anyMatch(r -> r.contains("manifest has more than 65535 bytes"))
                .anyMatch(r -> r.contains("bare.tflite REFUSED: it has more than 1 MB"));
    }

    @Test
    void namesThatAreNoIdsAskForOne() throws Exception {
        Path spaces = new TestFile().write(folder.resolve("my pets.tflite"));
        Path korean = new TestFile().write(folder.resolve("동물.tflite"));
        models.install(spaces.toFile());
        models.install(korean.toFile());

        assertThat(bundles()).singleElement().asString().startsWith("models.my_pets.tflite-");
        assertThat(refused())
                .singleElement()
                .asString()
                .contains("동물.tflite REFUSED", "\"id\": a name of 1 to 64 letters");

        Files.writeString(folder.resolve("동물.json"), "{\"id\": \"animals\"}");
        models.install(folder.resolve("동물.json").toFile());
        assertThat(bundles()).hasSize(2);
    }

    @Test
    void whereSignaturesAreRequiredAModelWaitsForItsOwn() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Path trusted = data.resolve("etc/model-keys");
        Files.createDirectories(data.resolve("etc"));
        Files.writeString(
                trusted,
                "alice " + Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
        Path file = new TestFile().write(folder.resolve("pets.tflite"));
        DroppedModels strict = new DroppedModels(framework.getBundleContext(), true, MOST);
        assertThat(bundles()).isEmpty();
        assertThat(refused()).singleElement().asString().contains("it is not signed");

        ModelParts parts = ModelParts.of(null, Files.readAllBytes(file), null);
        Path signature = folder.resolve("pets.sig");
        Files.writeString(signature, ModelSignature.sign("alice", pair.getPrivate(), parts).text());
        assertThat(strict.canHandle(signature.toFile())).isTrue();
        strict.install(signature.toFile());
        assertThat(refused()).isEmpty();
        assertThat(bundles()).containsExactly("models.pets.tflite");
        assertThat(data.resolve("state/models-installed")).content().contains("signed by alice");

        Files.writeString(folder.resolve("pets.json"), "{\"id\": \"wolves\"}");
        strict.install(folder.resolve("pets.json").toFile());
        assertThat(bundles()).as("the descriptor was not signed").isEmpty();
        strict.deactivate();
    }

    @Test
    void anInputOfAnyLengthIsRefused() throws Exception {
        models.install(new TestFile().anyLength().write(folder.resolve("any.tflite")).toFile());

        assertThat(bundles()).isEmpty();
        assertThat(refused()).singleElement().asString().contains("takes any length");
    }

    @Test
    void whatIsNoModelStaysAndIsRefused() throws Exception {
        Path plain = jar("plain", false, "x");
        Path code = jar("code", true, "model.json", "a/B.class");
        Path text = Files.writeString(folder.resolve("text.jar"), "no jar");
        for (Path file : List.of(plain, code, text)) {
            models.install(file.toFile());
            assertThat(file).exists();
        }
        assertThat(bundles()).isEmpty();
        assertThat(refused())
                .anyMatch(r -> r.startsWith("plain.jar") && r.contains("no line Soribit-Model"))
                .anyMatch(r -> r.startsWith("code.jar") && r.contains("class files"))
                .anyMatch(r -> r.startsWith("text.jar") && r.contains("no jar"));
    }
}
