// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.folder;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.soribit.api.ModelException;
import io.soribit.api.hub.ModelCandidate;
import io.soribit.api.hub.ModelState;
import io.soribit.api.hub.ModelStatus;
import io.soribit.common.signing.TrustedKeys;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder {@code models} of the data folder: what is dropped there is installed, what is deleted
 * is uninstalled, what cannot be used stays where it is and is listed with the reason. FileInstall
 * watches, and waits until a file has been copied whole.
 */
@Component(
        service = ArtifactInstaller.class,
        property = "service.ranking:Integer=100",
        configurationPid = "io.soribit.model.folder")
@Designate(ocd = DroppedModels.Config.class)
public final class DroppedModels implements ArtifactInstaller {
    private static final Logger LOG = LoggerFactory.getLogger(DroppedModels.class);
    private static final int MOST_REASON = 1_000;
    private static final String BARE = ".tflite";
    private static final String OWN = ".json";
    private static final String SIGNATURE = ".sig";
    private static final List<String> KINDS = List.of(".jar", BARE, OWN, SIGNATURE);

    /** Configuration of the folder of models. */
    @ObjectClassDefinition(
            name = "Folder of models",
            description = "Which models of the data folder are installed.")
    public @interface Config {
        @AttributeDefinition(
                name = "Signed models only",
                description = "Refuse each model that is not signed with a key of etc/model-keys.")
        boolean require__signed() default false;

        @AttributeDefinition(
                name = "Largest model",
                description = "Megabytes that a model may have, 1 to 1024.",
                min = "1",
                max = "1024")
        int most__megabytes() default 64;
    }

    private final BundleContext context;
    private final Path folder;
    private final Signatures signatures;
    private final InstallLog log;
    private final long most;
    private final Map<Path, Installed> installed = new HashMap<>();

    /** What was installed, and how to undo it. */
    private record Installed(String files, Runnable undo) {}

    /** Installs what is there already. */
    @Activate
    public DroppedModels(BundleContext context, Config config) throws IOException {
        this(context, config.require__signed(), (long) config.most__megabytes() << 20);
    }

    DroppedModels(BundleContext context, boolean requireSigned, long most) throws IOException {
        this.context = context;
        this.most = most;
        Path data = Path.of(context.getProperty("soribit.data")).toAbsolutePath();
        folder = data.resolve("models");
        signatures = new Signatures(new TrustedKeys(data.resolve(TrustedKeys.FILE)), requireSigned);
        log = new InstallLog(data.resolve(InstallLog.FILE), Clock.systemUTC());
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
        String files = files(path);
        Installed before = installed.get(path);
        if (before != null && before.files().equals(files)) {
            return;
        }
        remove(path);
        if (Files.exists(path)) {
            installed.put(path, new Installed(files, install(path)));
        }
    }

    @Override
    public synchronized void uninstall(File file) {
        if (isCompanion(file)) {
            update(file); // without what the user wrote, or the signature
        } else {
            remove(modelOf(file));
        }
    }

    /** How to undo it. */
    private Runnable install(Path path) {
        try (ModelData model = data(path)) {
            String signed = signatures.check(model.parts(), signatureOf(path, model));
            Bundle bundle = context.installBundle("soribit-model:" + path, model.bundle());
            start(bundle);
            LOG.info("{} ({}) is installed as bundle {}", path, signed, bundle.getBundleId());
            log.installed(path, model.parts(), signed);
            return () -> uninstall(bundle);
        } catch (ModelException e) {
            return refuse(path, String.valueOf(e.getMessage()));
        } catch (IOException | BundleException e) {
            return refuse(path, "it cannot be installed: " + e.getMessage());
        }
    }

    /** One that stayed would stand in the way of a corrected file. */
    private static void start(Bundle bundle) throws BundleException {
        try {
            bundle.start();
        } catch (BundleException e) {
            uninstall(bundle);
            throw e;
        }
    }

    private ModelData data(Path path) throws ModelException, IOException {
        return path.toString().endsWith(BARE)
                ? new BareModel(path, most).bundle()
                : ModelJar.of(path, most);
    }

    /** One beside the model counts, else the one within. */
    private static @Nullable String signatureOf(Path path, ModelData model) throws IOException {
        Path beside = besideOf(path, SIGNATURE).toPath();
        return Files.exists(beside) ? Files.readString(beside, ISO_8859_1) : model.signature();
    }

    private Runnable refuse(Path path, String reason) {
        LOG.error("refusing the model {}: {}", path, reason);
        String name = String.valueOf(path.getFileName());
        String shown = reason.substring(0, Math.min(reason.length(), MOST_REASON));
        ModelStatus status = new ModelStatus(name, "", path.toString(), ModelState.REFUSED, shown);
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
                    "the bundle of a deleted model cannot be uninstalled; it goes when the hub"
                            + " restarts",
                    e);
        }
    }

    private void remove(Path path) {
        Installed before = installed.remove(path);
        if (before != null) {
            before.undo().run();
        }
    }

    /** Changes whenever the file, its descriptor or its signature does. */
    private static String files(Path path) {
        return Stream.of(path.toFile(), besideOf(path, OWN), besideOf(path, SIGNATURE))
                .map(file -> file.lastModified() + " " + file.length())
                .collect(Collectors.joining(" "));
    }

    private static File besideOf(Path path, String ending) {
        String name = String.valueOf(path.getFileName());
        return path.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ending).toFile();
    }

    /** The model that a file is, or that it describes or signs. */
    private static Path modelOf(File file) {
        Path path = file.toPath().toAbsolutePath();
        if (!isCompanion(file)) {
            return path;
        }
        File jar = besideOf(path, ".jar");
        return isSignature(file) && jar.exists() ? jar.toPath() : besideOf(path, BARE).toPath();
    }

    private static boolean isCompanion(File file) {
        return file.getName().endsWith(OWN) || isSignature(file);
    }

    private static boolean isSignature(File file) {
        return file.getName().endsWith(SIGNATURE);
    }
}
