// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.util.tracker.BundleTracker;

/**
 * Turns each active bundle whose manifest has a {@code Soribit-Model} header into a {@link
 * io.soribit.api.Model} service. Files are unpacked under the directory named by the property
 * {@code soribit.cache}, else in this bundle's data area.
 */
@Component(
        service = {},
        immediate = true,
        configurationPid = "io.soribit.model.tflite")
@Designate(ocd = ModelExtender.Config.class)
@Capability(namespace = "osgi.extender", name = "soribit.model", version = "1.0.0")
public final class ModelExtender {
    private static final String CACHE = "soribit.cache";
    private static final String FALLBACK = "java.io.tmpdir";

    private final BundleTracker<Runnable> tracker;

    @ObjectClassDefinition(
            name = "TensorFlow Lite models",
            description = "How models that come as bundles are checked.")
    public @interface Config {
        @AttributeDefinition(
                name = "Trial run",
                description =
                        "Run each model once in a process of its own before it may run in the hub,"
                                + " since a damaged model can end its process. Done once per file.")
        boolean trial() default true;

        @AttributeDefinition(
                name = "Timeout of a trial run",
                description =
                        "Seconds that a trial run may take before the model is refused: a small"
                                + " board that does something else, too, needs some tens.",
                min = "1",
                max = "3600")
        int trial__seconds() default 120;
    }

    @Activate
    public ModelExtender(BundleContext context, Config config) {
        Path cache = cache(context);
        NativeLibrary library = new NativeLibrary(cache.resolve("javacpp"));
        Trial trial =
                config.trial()
                        ? new ProcessTrial(
                                cache.resolve("trial"),
                                new BundleClassPath(context.getBundle()),
                                library,
                                Duration.ofSeconds(config.trial__seconds()))
                        : (sha256, flatbuffer) -> {};
        ModelLoader loader = new ModelLoader(library, trial);
        tracker = new BundleTracker<>(context, Bundle.ACTIVE, new ModelBundles(loader));
        tracker.open();
    }

    @Deactivate
    void deactivate() {
        tracker.close();
    }

    private static Path cache(BundleContext context) {
        @Nullable String cache = context.getProperty(CACHE);
        if (cache != null && !cache.isBlank()) {
            return Path.of(cache).toAbsolutePath();
        }
        @Nullable File data = context.getDataFile("");
        return data != null ? data.toPath() : Path.of(System.getProperty(FALLBACK), "soribit");
    }
}
