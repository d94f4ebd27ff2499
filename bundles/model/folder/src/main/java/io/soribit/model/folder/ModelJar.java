// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.folder;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.api.ModelException;
import io.soribit.common.signing.ModelParts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Bundles that the hub makes itself of a model's data: descriptor, flatbuffer and golden windows. A
 * jar from outside is read as an archive and never installed.
 */
final class ModelJar {
    /** Most bytes of one file of a model. */
    static final int LIMIT = 256 << 20;

    private static final String MODEL = "Soribit-Model";

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
     * @throws ModelException if it holds no model, or more than the data of one
     */
    static ModelData of(Path file) throws ModelException, IOException {
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            String descriptor = descriptor(jar);
            refuseCode(jar);
            Map<String, byte[]> files = new LinkedHashMap<>();
            byte[] json = read(jar, descriptor);
            files.put("model.json", json);
            String folder = descriptor.substring(0, descriptor.lastIndexOf('/') + 1);
            JsonNode names = parsed(json);
            for (String name : names(names)) {
                files.put(name, read(jar, folder + name));
            }
            ModelParts parts =
                    ModelParts.of(
                            json,
                            files.getOrDefault(names.path("file").asText(), new byte[0]),
                            files.get(names.path("golden").asText()));
            return new ModelData(parts, signature(jar, folder), pack(file, files));
        } catch (ZipException e) {
            throw new ModelException(
                    "it is no jar (" + e.getMessage() + "): fetch it again, whole", e);
        }
    }

    /** A bare file and its descriptor, which calls it {@code model.tflite}. */
    static InputStream of(Path file, byte[] flatbuffer, byte[] descriptor) throws IOException {
        return pack(file, Map.of("model.json", descriptor, "model.tflite", flatbuffer));
    }

    private static @Nullable String signature(JarFile jar, String folder)
            throws ModelException, IOException {
        String path = folder + SIGNATURE;
        return jar.getJarEntry(path) == null ? null : new String(read(jar, path), ISO_8859_1);
    }

    private static String descriptor(JarFile jar) throws ModelException, IOException {
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

    /** The files that a descriptor names. */
    private static List<String> names(JsonNode descriptor) {
        return List.of("file", "golden").stream()
                .map(descriptor::path)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .filter(name -> !name.equals("model.json"))
                .toList();
    }

    private static byte[] read(JarFile jar, String path) throws ModelException, IOException {
        @Nullable JarEntry entry = jar.getJarEntry(path);
        if (entry == null) {
            throw new ModelException("it holds no " + path + ": pack it, or correct the name");
        }
        try (InputStream in = jar.getInputStream(entry)) {
            byte[] content = in.readNBytes(LIMIT + 1);
            if (content.length > LIMIT) {
                throw new ModelException(
                        path + " has more than " + (LIMIT >> 20) + " MB: use a smaller model");
            }
            return content;
        }
    }

    private static InputStream pack(Path file, Map<String, byte[]> files) throws IOException {
        Manifest manifest = new Manifest();
        Attributes lines = manifest.getMainAttributes();
        lines.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        lines.putValue("Bundle-ManifestVersion", "2");
        lines.putValue("Bundle-SymbolicName", symbolicName(String.valueOf(file.getFileName())));
        lines.putValue(MODEL, "model.json");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            jar.setLevel(0);
            for (Map.Entry<String, byte[]> entry : files.entrySet()) {
                jar.putNextEntry(new ZipEntry(entry.getKey()));
                jar.write(entry.getValue());
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    /** Unique also for names of which no letter may be used. */
    private static String symbolicName(String file) {
        String allowed = file.replaceAll("[^A-Za-z0-9._-]", "_");
        return "models."
                + allowed
                + (allowed.equals(file) ? "" : "-" + Integer.toHexString(file.hashCode()));
    }
}
