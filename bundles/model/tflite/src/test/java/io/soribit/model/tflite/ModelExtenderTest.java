// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.cfg.PackageVersion;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.Model;
import io.soribit.api.ModelException;
import io.soribit.api.ModelSession;
import io.soribit.api.hub.ModelCandidate;
import io.soribit.api.hub.ModelState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;

/** The bundle as it is built, in a framework. */
class ModelExtenderTest {
    /** Shared with the framework, so that the test speaks with services by their types. */
    private static final List<String> SHARED =
            List.of(
                    "io.soribit.api;version=1.0",
                    "io.soribit.api.hub;version=1.1",
                    "org.slf4j;version=2.0",
                    jackson("core"),
                    jackson("databind"),
                    jackson("databind.cfg"),
                    jackson("databind.json"),
                    jackson("databind.node"));

    @TempDir static Path scratch;
    private static Framework framework;
    private static BundleContext context;
    private static Bundle extender;
    private final List<Bundle> installed = new ArrayList<>();

    private static String jackson(String name) {
        Version version = PackageVersion.VERSION;
        return "com.fasterxml.jackson.%s;version=%d.%d"
                .formatted(name, version.getMajorVersion(), version.getMinorVersion());
    }

    @BeforeAll
    static void start() throws Exception {
        framework =
                new FrameworkFactory()
                        .newFramework(
                                Map.of(
                                        Constants.FRAMEWORK_STORAGE,
                                        scratch.resolve("felix").toString(),
                                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                                        String.join(",", SHARED),
                                        "soribit.cache",
                                        scratch.resolve("cache").toString(),
                                        "felix.log.level",
                                        "1"));
        framework.start();
        context = framework.getBundleContext();
        for (String library :
                List.of(
                        "org.osgi.util.function.Function",
                        "org.osgi.util.promise.Promise",
                        "org.osgi.service.component.ComponentContext",
                        "org.apache.felix.scr.impl.Activator")) {
            URI jar =
                    Class.forName(library)
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI();
            context.installBundle(jar.toString());
        }
        extender =
                context.installBundle(
                        "reference:" + Path.of(System.getProperty("soribit.bundle")).toUri());
        for (Bundle bundle : context.getBundles()) {
            bundle.start();
        }
    }

    @AfterAll
    static void stop() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    @AfterEach
    void uninstall() throws BundleException {
        for (Bundle bundle : installed) {
            bundle.uninstall();
        }
    }

    @Test
    void registersTheModelOfAnActiveBundle() throws Exception {
        Bundle bundle = install("sound", Golden.descriptor("tiny-full-int8"), "tiny-full-int8");
        ServiceReference<Model> reference = models().iterator().next();
        assertThat(reference.getBundle()).isEqualTo(bundle);
        assertThat(reference.getProperty("model.id")).isEqualTo("tiny-full-int8");
        assertThat(reference.getProperty("model.family")).isEqualTo("tiny");
        assertThat(reference.getProperty("model.variant")).isEqualTo("full-int8");
        assertThat(reference.getProperty("model.version")).isEqualTo("1.2.3");
        float[] scores = new float[5];
        try (ModelSession session = context.getService(reference).open()) {
            session.score(Golden.window(), scores);
        }
        float[] expected = new float[5];
        try (TfLiteModel model = Golden.load("tiny-full-int8");
                ModelSession session = model.open()) {
            session.score(Golden.window(), expected);
        }
        assertThat(scores).containsExactly(expected);
        bundle.stop();
        assertThat(models()).isEmpty();
        bundle.start();
        assertThat(models()).hasSize(1);
    }

    @Test
    void sessionsStaySafeWhileTheirBundleIsUpdated() throws Exception {
        Bundle bundle = install("updated", Golden.descriptor("tiny-float32"), "tiny-float32");
        Model old = context.getService(models().iterator().next());
        List<Integer> events = new ArrayList<>();
        context.addServiceListener(e -> events.add(e.getType()), "(model.family=tiny)");
        float[] before = new float[5];
        float[] after = new float[5];
        try (ModelSession session = old.open()) {
            session.score(Golden.window(), before);
            ObjectNode next = Golden.descriptor("tiny-float32").put("version", "2");
            bundle.update(jar("updated", next, Golden.flatbuffer("tiny-float32")));
            System.gc();
            session.score(Golden.window(), after);
        }
        assertThat(after).containsExactly(before);
        assertThat(events).containsExactly(ServiceEvent.UNREGISTERING, ServiceEvent.REGISTERED);
        assertThat(models().iterator().next().getProperty("model.version")).isEqualTo("2");
        assertThatThrownBy(old::open).isInstanceOf(ModelException.class);
    }

    @Test
    void refusesAndSaysSoUntilTheBundleGoes() throws Exception {
        ObjectNode lie = Golden.descriptor("tiny-float32").put("sha256", "0".repeat(64));
        Bundle bundle = install("lying", lie, "tiny-float32");
        assertThat(bundle.getState()).isEqualTo(Bundle.ACTIVE);
        assertThat(models()).isEmpty();
        assertThat(refused()).singleElement().asString().startsWith("lying").contains("sha256");
        assertThat(candidates(ModelState.PROBED)).isEmpty();
        bundle.update(
                jar("lying", Golden.descriptor("tiny-float32"), Golden.flatbuffer("tiny-float32")));
        assertThat(models()).hasSize(1);
        assertThat(refused()).isEmpty();
        assertThat(candidates(ModelState.PROBED)).singleElement().asString().contains("(bundle");
        bundle.stop();
        assertThat(candidates(ModelState.PROBED)).isEmpty();
    }

    @Test
    void refusesCode() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarInputStream plain =
                        new JarInputStream(
                                jar("code", Golden.descriptor("tiny-float32"), new byte[0]));
                JarOutputStream jar = new JarOutputStream(bytes, plain.getManifest())) {
            jar.putNextEntry(new ZipEntry("data/Surprise.class"));
        }
        start(context.installBundle("code", new ByteArrayInputStream(bytes.toByteArray())));
        assertThat(refused()).singleElement().asString().contains("data alone");
    }

    @Test
    void refusesMissingFiles() throws Exception {
        install("empty", Golden.descriptor("tiny-float32").put("file", "other"), "tiny-float32");
        assertThat(refused()).singleElement().asString().contains("the bundle holds no data/other");
    }

    @Test
    void survivesAModelThatWouldEndTheProcess() throws Exception {
        byte[] damaged = DamagedModelTest.damage(Golden.flatbuffer("tiny-float32"), 193);
        ObjectNode descriptor = Golden.descriptor("tiny-float32");
        descriptor.put("sha256", Golden.sha256(damaged));
        start(context.installBundle("damaged", jar("damaged", descriptor, damaged)));
        assertThat(refused()).singleElement().asString().contains("crashed the process");
    }

    @Test
    void modelsGoWithTheExtenderAndReturn() throws Exception {
        install("steady", Golden.descriptor("tiny-float32"), "tiny-float32");
        extender.stop();
        assertThat(models()).isEmpty();
        extender.start();
        assertThat(models()).hasSize(1);
    }

    @Test
    void unpacksUnderTheCacheDirectory() throws Exception {
        install("cached", Golden.descriptor("tiny-float32"), "tiny-float32");
        try (Stream<Path> files = Files.walk(scratch.resolve("cache"))) {
            assertThat(files.map(p -> p.getFileName().toString()))
                    .contains("libjnitensorflowlite.so", "libjnijavacpp.so", "TrialRun.class");
        }
    }

    @Test
    void holdsTheLibrariesOfBothPlatformsAndExportsNothing() {
        assertThat(extender.getEntry("lib/tensorflow-lite-linux-x86_64.jar")).isNotNull();
        assertThat(extender.getEntry("lib/tensorflow-lite-linux-arm64.jar")).isNotNull();
        assertThat(extender.getHeaders().get(Constants.EXPORT_PACKAGE)).isNull();
    }

    private Bundle install(String name, ObjectNode descriptor, String model) throws Exception {
        return start(context.installBundle(name, jar(name, descriptor, Golden.flatbuffer(model))));
    }

    private Bundle start(Bundle bundle) throws BundleException {
        installed.add(bundle);
        bundle.start();
        return bundle;
    }

    private static Collection<ServiceReference<Model>> models() throws InvalidSyntaxException {
        return context.getServiceReferences(Model.class, null);
    }

    private static List<String> refused() throws Exception {
        return candidates(ModelState.REFUSED);
    }

    /** The candidates in a state: id, place and reason. */
    private static List<String> candidates(ModelState state) throws InvalidSyntaxException {
        return context.getServiceReferences(ModelCandidate.class, null).stream()
                .map(reference -> context.getService(reference).status())
                .filter(status -> status.state() == state)
                .map(status -> status.id() + " " + status.place() + ": " + status.reason())
                .toList();
    }

    private static InputStream jar(String name, ObjectNode descriptor, byte[] flatbuffer)
            throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        headers.putValue("Soribit-Model", "data/model.json");
        headers.putValue(
                Constants.REQUIRE_CAPABILITY,
                "osgi.extender;filter:=\"(&(osgi.extender=soribit.model)(version>=1.0))\"");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            jar.putNextEntry(new ZipEntry("data/model.json"));
            jar.write(Golden.bytes(descriptor));
            jar.putNextEntry(new ZipEntry("data/model.tflite"));
            jar.write(flatbuffer);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
