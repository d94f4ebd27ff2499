// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import io.soribit.api.Model;
import io.soribit.api.ModelDescriptor;
import io.soribit.api.ModelException;
import io.soribit.api.hub.ModelCandidate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.BundleTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens when a bundle comes and goes; tracks how to undo it. */
@Capability(
        namespace = "osgi.service",
        attribute = "objectClass:List<String>=\"io.soribit.api.Model\"")
final class ModelBundles implements BundleTrackerCustomizer<Runnable> {
    private static final Logger LOG = LoggerFactory.getLogger(ModelBundles.class);
    private static final String HEADER = "Soribit-Model";
    private static final String FILE = "soribit-model:";

    private final ModelLoader loader;

    ModelBundles(ModelLoader loader) {
        this.loader = loader;
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
        Candidate candidate =
                new Candidate(String.valueOf(bundle.getSymbolicName()), place(bundle, name));
        ServiceRegistration<ModelCandidate> registration =
                context.registerService(ModelCandidate.class, candidate, null);
        try {
            refuseCode(bundle);
            TfLiteModel model =
                    loader.load(new BundleModelFiles(bundle, descriptor.strip()), candidate);
            Runnable undo = register(name, model, context);
            return () -> {
                undo.run();
                unregister(registration);
            };
        } catch (ModelException e) {
            LOG.error("refusing the model of {}: {}", name, e.getMessage(), e.getCause());
            candidate.refused(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("refusing the model of {}, which failed unexpectedly: report this", name, e);
            candidate.refused(e + ": report this");
        }
        return () -> unregister(registration);
    }

    /** The file that was dropped, or the bundle. */
    private static String place(Bundle bundle, String name) {
        String location = bundle.getLocation();
        return location.startsWith(FILE) ? location.substring(FILE.length()) : name;
    }

    private static void refuseCode(Bundle bundle) throws ModelException {
        if (bundle.findEntries("/", "*.class", true) != null) {
            throw new ModelException(
                    "it holds class files, and a model bundle is data alone: put the code into a"
                            + " bundle of its own");
        }
    }

    /** The framework has done it already where the bundle itself has stopped. */
    private static void unregister(ServiceRegistration<?> registration) {
        try {
            registration.unregister();
        } catch (IllegalStateException e) {
            LOG.debug("already gone", e);
        }
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
        LOG.info("model {} {} of {} is ready", descriptor.id(), descriptor.version(), name);
        return () -> {
            // The users of the model close its sessions now; one that stays open keeps the
            // weights.
            registration.unregister();
            model.close();
            LOG.info("model {} of {} is removed", descriptor.id(), name);
        };
    }

    @Override
    public void modifiedBundle(Bundle bundle, @Nullable BundleEvent event, Runnable undo) {}

    @Override
    public void removedBundle(Bundle bundle, @Nullable BundleEvent event, Runnable undo) {
        undo.run();
    }
}
