// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.folder;

import io.soribit.api.ModelException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Model bundles: those that are dropped, and those that are made of bare files. */
final class ModelJar {
    private static final String MODEL = "Soribit-Model";

    private ModelJar() {}

    /**
     * A dropped bundle.
     *
     * @throws ModelException if it is no bundle with a model and data alone
     */
    static InputStream of(Path file) throws ModelException, IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            @Nullable Manifest manifest = jar.getManifest();
            if (manifest == null || manifest.getMainAttributes().getValue(MODEL) == null) {
                throw new ModelException(
                        "it holds no model: its manifest has no line Soribit-Model; other bundles"
                                + " go into the folder bundles");
            }
            if (jar.stream().anyMatch(entry -> entry.getName().endsWith(".class"))) {
                throw new ModelException(
                        "it holds class files, and a model bundle is data alone: put the code into"
                                + " a bundle of its own");
            }
        } catch (ZipException e) {
            throw new ModelException(
                    "it is no jar (" + e.getMessage() + "): fetch it again, whole", e);
        }
        return Files.newInputStream(file);
    }

    /** A bundle of a bare file and its descriptor. */
    static InputStream of(Path file, byte[] descriptor) throws IOException {
        Manifest manifest = new Manifest();
        Attributes lines = manifest.getMainAttributes();
        lines.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        lines.putValue("Bundle-ManifestVersion", "2");
        lines.putValue(
                "Bundle-SymbolicName",
                "models." + String.valueOf(file.getFileName()).replaceAll("[^A-Za-z0-9._-]", "_"));
        lines.putValue(MODEL, "model.json");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            jar.setLevel(0);
            jar.putNextEntry(new ZipEntry("model.json"));
            jar.write(descriptor);
            jar.putNextEntry(new ZipEntry("model.tflite"));
            Files.copy(file, jar);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
