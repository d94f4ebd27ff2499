// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.folder;

import io.soribit.api.ModelException;
import io.soribit.api.hub.ModelCandidate;
import io.soribit.api.hub.ModelState;
import io.soribit.api.hub.ModelStatus;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder {@code models} of the data folder: what is dropped there is installed, what is deleted
 * is uninstalled, what cannot be used stays where it is and is listed with the reason. FileInstall
 * watches, and waits until a file has been copied whole.
 */
@Component(service = ArtifactInstaller.class, property = "service.ranking:Integer=100")
public final class DroppedModels implements ArtifactInstaller {
    private static final Logger LOG = LoggerFactory.getLogger(DroppedModels.class);
    private static final String BARE = ".tflite";
    private static final String OWN = ".json";
    private static final List<String> KINDS = List.of(".jar", BARE, OWN);

    private final BundleContext context;
    private final Path folder;
    private final Map<Path, Installed> installed = new HashMap<>();

    /** What was installed, and how to undo it. */
    private record Installed(String signature, Runnable undo) {}

    /** Installs what is there already. */
    @Activate
    public DroppedModels(BundleContext context) throws IOException {
        this.context = context;
        folder = Path.of(context.getProperty("soribit.data"), "models").toAbsolutePath();
        Files.createDirectories(folder);
        try (Stream<Path> files = Files.list(folder)) {
            files.map(Path::toFile).filter(this::canHandle).sorted().forEach(this::install);
        }
    }

    @Deactivate
    synchronized void deactivate() {
        List.copyOf(installed.keySet()).forEach(this::remove);
    }

    @Override
    public boolean canHandle(File file) {
        Path path = file.toPath().toAbsolutePath();
        return folder.equals(path.getParent())
                && KINDS.stream().anyMatch(path.toString()::endsWith);
    }

    @Override
    public void install(File file) {
        update(file);
    }

    @Override
    public synchronized void update(File file) {
        Path path = modelOf(file);
        String signature = signature(path);
        Installed before = installed.get(path);
        if (before != null && before.signature().equals(signature)) {
            return;
        }
        remove(path);
        if (Files.exists(path)) {
            installed.put(path, new Installed(signature, install(path)));
        }
    }

    @Override
    public synchronized void uninstall(File file) {
        if (isOwn(file)) {
            update(file); // without what the user wrote
        } else {
            remove(modelOf(file));
        }
    }

    /** How to undo it. */
    private Runnable install(Path path) {
        try {
            Bundle bundle = context.installBundle("soribit-model:" + path, bundle(path));
            bundle.start();
            LOG.info("{} is installed as bundle {}", path, bundle.getBundleId());
            return () -> uninstall(bundle);
        } catch (ModelException e) {
            return refuse(path, String.valueOf(e.getMessage()));
        } catch (IOException | BundleException e) {
            return refuse(path, "it cannot be installed: " + e.getMessage());
        }
    }

    private static InputStream bundle(Path path) throws ModelException, IOException {
        return path.toString().endsWith(BARE) ? new BareModel(path).bundle() : ModelJar.of(path);
    }

    private Runnable refuse(Path path, String reason) {
        LOG.error("refusing the model {}: {}", path, reason);
        String name = String.valueOf(path.getFileName());
        ModelStatus status = new ModelStatus(name, "", path.toString(), ModelState.REFUSED, reason);
        ModelCandidate candidate = () -> status;
        ServiceRegistration<ModelCandidate> registration =
                context.registerService(ModelCandidate.class, candidate, null);
        return registration::unregister;
    }

    private static void uninstall(Bundle bundle) {
        try {
            bundle.uninstall();
        } catch (BundleException | IllegalStateException e) {
            LOG.warn(
                    "the bundle of a deleted model cannot be uninstalled; it goes when the hub restarts",
                    e);
        }
    }

    private void remove(Path path) {
        Installed before = installed.remove(path);
        if (before != null) {
            before.undo().run();
        }
    }

    /** Changes whenever the file or its descriptor does. */
    private static String signature(Path path) {
        File own = ownOf(path);
        return path.toFile().lastModified()
                + " "
                + path.toFile().length()
                + " "
                + own.lastModified()
                + " "
                + own.length();
    }

    private static File ownOf(Path path) {
        String name = String.valueOf(path.getFileName());
        return path.resolveSibling(name.substring(0, name.lastIndexOf('.')) + OWN).toFile();
    }

    /** The model that a file is, or that it describes. */
    private static Path modelOf(File file) {
        Path path = file.toPath().toAbsolutePath();
        String name = String.valueOf(path.getFileName());
        return isOwn(file)
                ? path.resolveSibling(name.substring(0, name.length() - OWN.length()) + BARE)
                : path;
    }

    private static boolean isOwn(File file) {
        return file.getName().endsWith(OWN);
    }
}
