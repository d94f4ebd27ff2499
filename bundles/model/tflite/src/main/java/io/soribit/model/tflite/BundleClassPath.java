// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import io.soribit.api.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

/**
 * Copies out of this bundle what a process needs to run a model without a framework. Once: several
 * models may be tried at the same time, and their processes read these files.
 */
final class BundleClassPath implements ProcessTrial.ClassPath {
    private static final List<String> LIBRARIES =
            List.of("lib/javacpp.jar", "lib/tensorflow-lite.jar");

    private final Bundle bundle;
    private @Nullable Path unpacked;

    BundleClassPath(Bundle bundle) {
        this.bundle = bundle;
    }

    @Override
    public synchronized String unpack(Path directory) throws IOException {
        Path root = directory.resolve("classes");
        if (!root.equals(unpacked) || !Files.isDirectory(root)) {
            copyTo(root);
            unpacked = root;
        }
        String classPath = root.toString();
        for (String library : LIBRARIES) {
            classPath += System.getProperty("path.separator") + root.resolve(library);
        }
        return classPath;
    }

    private void copyTo(Path root) throws IOException {
        String own = TrialRun.class.getPackageName().replace('.', '/');
        for (URL url : Collections.list(bundle.findEntries(own, "*.class", false))) {
            copy(url, root.resolve(url.getPath().substring(1)));
        }
        String exception = ModelException.class.getName().replace('.', '/') + ".class";
        copy(ModelException.class.getResource("/" + exception), root.resolve(exception));
        for (String library : LIBRARIES) {
            copy(bundle.getEntry(library), root.resolve(library));
        }
    }

    private static void copy(@Nullable URL from, Path to) throws IOException {
        if (from == null) {
            throw new IOException("the bundle lacks what becomes " + to);
        }
        Files.createDirectories(to.getParent());
        try (InputStream in = from.openStream()) {
            Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
