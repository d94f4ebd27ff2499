// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import io.soribit.api.Model;
import io.soribit.api.ModelDescriptor;
import io.soribit.api.ModelException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.BundleTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens when a bundle comes and goes; tracks how to undo it. */
final class ModelBundles implements BundleTrackerCustomizer<Runnable> {
    private static final Logger LOG = LoggerFactory.getLogger(ModelBundles.class);
    private static final String HEADER = "Soribit-Model";

    private final ModelLoader loader;
    private final Refusals refusals;

    ModelBundles(ModelLoader loader, Refusals refusals) {
        this.loader = loader;
        this.refusals = refusals;
    }

    @Override
    public @Nullable Runnable addingBundle(Bundle bundle, @Nullable BundleEvent event) {
        @Nullable String descriptor = bundle.getHeaders("").get(HEADER);
        @Nullable BundleContext context = bundle.getBundleContext();
        if (descriptor == null || context == null) {
            return null;
        }
        String name =
                "%s %s (bundle %d)"
                        .formatted(
                                bundle.getSymbolicName(),
                                bundle.getVersion(),
                                bundle.getBundleId());
        try {
            TfLiteModel model = loader.load(new BundleModelFiles(bundle, descriptor.strip()));
            return register(name, model, context);
        } catch (ModelException e) {
            LOG.error("Refused the model of {}: {}", name, e.getMessage(), e.getCause());
            refusals.add(name, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("Refused the model of {}, which failed unexpectedly: report this", name, e);
            refusals.add(name, e.toString());
        }
        return () -> refusals.remove(name);
    }

    private static Runnable register(String name, TfLiteModel model, BundleContext context) {
        ModelDescriptor descriptor = model.descriptor();
        Map<String, String> properties =
                Map.of(
                        "model.id", descriptor.id(),
                        "model.family", descriptor.family(),
                        "model.variant", descriptor.variant(),
                        "model.version", descriptor.version());
        ServiceRegistration<Model> registration;
        try {
            registration =
                    context.registerService(
                            Model.class, model, FrameworkUtil.asDictionary(properties));
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
        LOG.info("Model {} {} of {} is ready", descriptor.id(), descriptor.version(), name);
        return () -> {
            // Whoever uses the model closes its sessions now; one that stays open keeps the
            // weights.
            registration.unregister();
            model.close();
            LOG.info("Model {} of {} is gone", descriptor.id(), name);
        };
    }

    @Override
    public void modifiedBundle(Bundle bundle, @Nullable BundleEvent event, Runnable undo) {}

    @Override
    public void removedBundle(Bundle bundle, @Nullable BundleEvent event, Runnable undo) {
        undo.run();
    }
}
