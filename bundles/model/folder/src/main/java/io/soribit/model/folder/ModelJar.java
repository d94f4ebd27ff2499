// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.folder;

import io.soribit.api.ModelException;
import io.soribit.common.signing.ModelArchive;
import io.soribit.common.signing.ModelParts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Bundles that the hub makes itself of a model's data: descriptor, flatbuffer and golden windows. A
 * jar from outside is read as an archive and never installed.
 */
final class ModelJar {
    static final String DESCRIPTOR = "model.json";

    /** Manifest headers with which a bundle brings code, or is part of another's. */
    private static final List<String> CODE =
            List.of(
                    "Bundle-Activator",
                    "Bundle-ClassPath",
                    "Bundle-NativeCode",
                    "Fragment-Host",
                    "Service-Component",
                    "Import-Package",
                    "DynamicImport-Package",
                    "Require-Bundle");

    private ModelJar() {}

    /**
     * The data of a dropped jar.
     *
     * @param most so many bytes at most
     * @throws ModelException if it holds no model, or more than the data of one
     */
    static ModelData of(Path file, long most) throws ModelException, IOException {
        if (Files.size(file) > most + 2L * ModelArchive.MOST_TEXT) {
            throw ModelArchive.tooLarge("it", most);
        }
        try (ModelArchive jar = new ModelArchive(file, most)) {
            refuseCode(jar);
            byte[] descriptor = jar.descriptor();
            try (BundleWriter bundle = new BundleWriter(file, descriptor)) {
                Map<String, String> sums = new HashMap<>();
                sums.put(DESCRIPTOR, ModelParts.sha256(descriptor));
                String flatbuffer = add(jar, jar.flatbuffer(), most, bundle, sums);
                String golden = add(jar, jar.golden(), ModelArchive.MOST_TEXT, bundle, sums);
                ModelParts parts =
                        new ModelParts(
                                ModelParts.sha256(descriptor),
                                flatbuffer.isEmpty() ? ModelParts.sha256(new byte[0]) : flatbuffer,
                                golden.isEmpty() ? ModelParts.NONE : golden);
                return new ModelData(parts, jar.signature(), bundle.finish());
            }
        } catch (ZipException e) {
            throw new ModelException(
                    "it is damaged (" + e.getMessage() + "): fetch it again, whole", e);
        }
    }

    /** Its SHA-256, empty if there is none; a name that comes twice is written once. */
    private static String add(
            ModelArchive jar,
            @Nullable String name,
            long most,
            BundleWriter bundle,
            Map<String, String> sums)
            throws ModelException, IOException {
        if (name == null) {
            return "";
        }
        @Nullable String there = sums.get(name);
        if (there != null) {
            return there;
        }
        try (InputStream in = jar.read(name)) {
            String sum = bundle.add(name, in, most);
            sums.put(name, sum);
            return sum;
        }
    }

    private static void refuseCode(ModelArchive jar) throws ModelException {
        for (String header : CODE) {
            if (jar.headers().getValue(header) != null) {
                throw new ModelException(
                        "its manifest has a line "
                                + header
                                + ", and a model is data alone: put code into a plug-in, in the"
                                + " folder bundles");
            }
        }
        Optional<String> code =
                jar.entries().stream()
                        .filter(name -> name.matches("(?i).*\\.(class|jar|so|dll|dylib)"))
                        .findFirst();
        if (code.isPresent()) {
            throw new ModelException(
                    "it holds code ("
                            + code.get()
                            + "), and a model is data alone: put class files and libraries into a"
                            + " plug-in, in the folder bundles");
        }
    }
}
