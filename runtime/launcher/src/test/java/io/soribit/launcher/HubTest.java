// SPDX-License-Identifier: Apache-2.0
package io.soribit.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** In Felix, with bundles that hear, and that do not start. */
class HubTest {
    @TempDir Path folder;
    private final List<String> problems = new ArrayList<>();

    /** Registers what it hears, as the bundle that watches the hub's health does. */
    public static final class Ears implements BundleActivator {
        @Override
        public void start(BundleContext context) {
            Supplier<Optional<Set<String>>> heard = () -> Optional.of(Set.of("hall", "attic"));
            context.registerService(
                    Supplier.class,
                    heard,
                    FrameworkUtil.asDictionary(Map.of("soribit.launcher", "heard")));
        }

        @Override
        public void stop(BundleContext context) {
            // The framework takes the service away.
        }
    }

    private Assembly.Part bundle(Class<?> activator, String... leftOut) throws Exception {
        Path jar = folder.resolve(activator.getSimpleName() + leftOut.length + ".jar");
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.putValue("Manifest-Version", "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "test.ears" + leftOut.length);
        headers.putValue("Bundle-Activator", activator.getName());
        headers.putValue("Import-Package", "org.osgi.framework");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            String name = activator.getName().replace('.', '/') + ".class";
            if (leftOut.length == 0) {
                out.putNextEntry(new ZipEntry(name));
                try (InputStream in = activator.getClassLoader().getResourceAsStream(name)) {
                    out.write(in.readAllBytes());
                }
            }
        }
        return new Assembly.Part(jar, 8, true);
    }

    private Hub hub(Assembly.Part... parts) throws Exception {
        return new Hub(
                new Assembly(List.of(parts), Map.of(), Map.of()),
                Map.of("org.osgi.framework.storage", folder.resolve("cache").toString()),
                Command.Begin.EARS,
                problems::add);
    }

    @Test
    void theRoomsThatAreHeardAreFoundWhileTheHubRuns() throws Exception {
        Hub hub = hub(bundle(Ears.class));
        try {
            assertThat(hub.heard()).contains(Set.of("hall", "attic"));
        } finally {
            hub.close();
        }
        assertThat(hub.heard()).isEmpty();
    }

    @Test
    void aBundleThatCannotStartHearsNothing() throws Exception {
        try (Hub hub = hub(bundle(Ears.class, "class"))) {
            assertThat(hub.heard()).isEmpty();
        }
    }
}
