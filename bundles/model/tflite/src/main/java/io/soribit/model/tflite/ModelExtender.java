// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import java.io.File;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.util.tracker.BundleTracker;

/**
 * Turns each active bundle whose manifest has a {@code Soribit-Model} header into a {@link
 * io.soribit.api.Model} service. The natives are unpacked under the directory named by the property
 * {@code soribit.cache}, else in this bundle's data area.
 */
@Component(
        service = {},
        immediate = true)
@Capability(namespace = "osgi.extender", name = "soribit.model", version = "1.0.0")
public final class ModelExtender {
    private static final String CACHE = "soribit.cache";
    private static final String NATIVES = "javacpp";

    private final BundleTracker<Runnable> tracker;

    @Activate
    public ModelExtender(BundleContext context, @Reference Refusals refusals) {
        ModelLoader loader = new ModelLoader(new NativeLibrary(cache(context)));
        tracker = new BundleTracker<>(context, Bundle.ACTIVE, new ModelBundles(loader, refusals));
        tracker.open();
    }

    @Deactivate
    void deactivate() {
        tracker.close();
    }

    private static Path cache(BundleContext context) {
        @Nullable String cache = context.getProperty(CACHE);
        if (cache != null && !cache.isBlank()) {
            return Path.of(cache).toAbsolutePath().resolve(NATIVES);
        }
        @Nullable File data = context.getDataFile(NATIVES);
        return data != null
                ? data.toPath()
                : Path.of(System.getProperty("java.io.tmpdir"), "soribit", NATIVES);
    }
}
