// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.folder;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.api.ModelException;
import io.soribit.common.signing.ModelParts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Bundles that the hub makes itself of a model's data: descriptor, flatbuffer and golden windows. A
 * jar from outside is read as an archive and never installed.
 */
final class ModelJar {
    static final String MODEL = "Soribit-Model";
    static final String DESCRIPTOR = "model.json";

    /** Most bytes of a descriptor, or of golden windows. */
    private static final int MOST_TEXT = 8 << 20;

    /** The archive is read whole from so many bytes on, whatever its length says. */
    private static final int MOST_MANIFEST = 65_535;

    /** The signature, beside the descriptor. */
    private static final String SIGNATURE = "model.sig";

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
        if (Files.size(file) > most + 2L * MOST_TEXT) {
            throw tooLarge("it", most);
        }
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            String path = descriptor(jar);
            refuseCode(jar);
            String folder = path.substring(0, path.lastIndexOf('/') + 1);
            byte[] descriptor = text(jar, path);
            JsonNode names = parsed(descriptor);
            try (BundleWriter bundle = new BundleWriter(file, descriptor)) {
                Map<String, String> sums = new HashMap<>();
                sums.put(DESCRIPTOR, ModelParts.sha256(descriptor));
                add(jar, folder, names.path("file"), most, bundle, sums);
                add(jar, folder, names.path("golden"), MOST_TEXT, bundle, sums);
                ModelParts parts =
                        new ModelParts(
                                ModelParts.sha256(descriptor),
                                sums.getOrDefault(
                                        names.path("file").asText(),
                                        ModelParts.sha256(new byte[0])),
                                sums.getOrDefault(names.path("golden").asText(), ModelParts.NONE));
                return new ModelData(parts, signature(jar, folder), bundle.finish());
            }
        } catch (ZipException e) {
            throw new ModelException(
                    "it is no jar (" + e.getMessage() + "): fetch it again, whole", e);
        }
    }

    private static void add(
            JarFile jar,
            String folder,
            JsonNode name,
            long most,
            BundleWriter bundle,
            Map<String, String> sums)
            throws ModelException, IOException {
        String text = name.asText();
        if (name.isTextual() && !sums.containsKey(text)) {
            try (InputStream in = jar.getInputStream(entry(jar, folder + text))) {
                sums.put(text, bundle.add(text, in, most));
            }
        }
    }

    static ModelException tooLarge(String what, long most) {
        return new ModelException(
                what
                        + " has more than "
                        + (most >> 20)
                        + (most == MOST_TEXT
                                ? " MB: shorten it"
                                : " MB: use a smaller model, or raise most_megabytes in"
                                        + " etc/io.soribit.model.folder.cfg"));
    }

    private static @Nullable String signature(JarFile jar, String folder)
            throws ModelException, IOException {
        String path = folder + SIGNATURE;
        return jar.getJarEntry(path) == null ? null : new String(text(jar, path), ISO_8859_1);
    }

    private static String descriptor(JarFile jar) throws ModelException, IOException {
        @Nullable JarEntry lines = jar.getJarEntry(JarFile.MANIFEST_NAME);
        if (lines != null && (lines.getSize() < 0 || lines.getSize() > MOST_MANIFEST)) {
            throw new ModelException(
                    "its manifest has more than " + MOST_MANIFEST + " bytes: pack it again");
        }
        @Nullable Manifest manifest = jar.getManifest();
        @Nullable String path =
                manifest == null ? null : manifest.getMainAttributes().getValue(MODEL);
        if (path == null) {
            throw new ModelException(
                    "it holds no model: its manifest has no line Soribit-Model; other bundles go"
                            + " into the folder bundles");
        }
        return path.strip();
    }

    private static void refuseCode(JarFile jar) throws ModelException, IOException {
        Attributes headers = jar.getManifest().getMainAttributes();
        for (String header : CODE) {
            if (headers.getValue(header) != null) {
                throw new ModelException(
                        "its manifest has a line "
                                + header
                                + ", and a model is data alone: put code into a plug-in, in the"
                                + " folder bundles");
            }
        }
        Optional<String> code =
                jar.stream()
                        .map(JarEntry::getName)
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

    private static JsonNode parsed(byte[] descriptor) throws ModelException, IOException {
        try {
            return new ObjectMapper().readTree(descriptor);
        } catch (JsonProcessingException e) {
            throw new ModelException("its descriptor is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static JarEntry entry(JarFile jar, String path) throws ModelException {
        @Nullable JarEntry entry = jar.getJarEntry(path);
        if (entry == null) {
            throw new ModelException("it holds no " + path + ": pack it, or correct the name");
        }
        return entry;
    }

    private static byte[] text(JarFile jar, String path) throws ModelException, IOException {
        try (InputStream in = jar.getInputStream(entry(jar, path))) {
            byte[] content = in.readNBytes(MOST_TEXT + 1);
            if (content.length > MOST_TEXT) {
                throw tooLarge(path, MOST_TEXT);
            }
            return content;
        }
    }
}
