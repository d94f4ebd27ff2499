// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.signing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.api.ModelException;
import io.soribit.common.io.Archive;
import io.soribit.common.io.ArchiveLimits;
import io.soribit.common.io.RefusedArchiveException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A model in a jar, read as an archive: its manifest names the descriptor, and that the flatbuffer
 * and the golden windows beside it. Not thread-safe.
 */
public final class ModelArchive implements AutoCloseable {
    /** The manifest header that names the descriptor. */
    public static final String MODEL = "Soribit-Model";

    /** Most bytes of a descriptor, or of golden windows. */
    public static final int MOST_TEXT = 8 << 20;

    /**
     * How they are read: with a limit of tokens, since as a tree {@code [[],[],...]} takes thirty
     * times the memory of its text.
     */
    public static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxTokenCount(100_000).build())
                    .build();

    private static final ArchiveLimits LIMITS = ArchiveLimits.ofEntries(1_000);
    private static final int MOST_MANIFEST = 65_535;
    private static final String SIGNATURE = "model.sig";

    private final Archive archive;
    private final long most;
    private final Attributes headers;
    private final String path;
    private byte @Nullable [] descriptor;
    private @Nullable JsonNode names;

    /**
     * Opens one.
     *
     * @param most bytes that a flatbuffer may have
     * @throws ModelException if it is no jar of a model
     */
    public ModelArchive(Path file, long most) throws ModelException, IOException {
        this.most = most;
        archive = open(file);
        try {
            headers = manifest();
            @Nullable String named = headers.getValue(MODEL);
            if (named == null) {
                throw new ModelException(
                        "it holds no model: its manifest has no line Soribit-Model; other bundles"
                                + " go into the folder bundles");
            }
            path = named.strip();
        } catch (ModelException | IOException e) {
            archive.close();
            throw e;
        }
    }

    private static Archive open(Path file) throws ModelException, IOException {
        try {
            return Archive.open(file, LIMITS);
        } catch (ZipException e) {
            throw new ModelException(
                    "it is no jar (" + e.getMessage() + "): fetch it again, whole", e);
        } catch (RefusedArchiveException e) {
            throw new ModelException(
                    e.getMessage() + ": pack descriptor, flatbuffer and golden windows alone", e);
        }
    }

    /** Main headers of its manifest. */
    public Attributes headers() {
        return headers;
    }

    /** Names of all that is in it. */
    public List<String> entries() {
        return archive.entries().stream().map(ZipEntry::getName).toList();
    }

    /** The descriptor as it is in the jar. */
    public byte[] descriptor() throws ModelException, IOException {
        byte[] read = descriptor;
        if (read == null) {
            read = text(path);
            descriptor = read;
        }
        return read;
    }

    /** What the descriptor calls the flatbuffer; null if it does not. */
    public @Nullable String flatbuffer() throws ModelException, IOException {
        return names().path("file").textValue();
    }

    /** What the descriptor calls the golden windows; null if there are none. */
    public @Nullable String golden() throws ModelException, IOException {
        return names().path("golden").textValue();
    }

    private JsonNode names() throws ModelException, IOException {
        JsonNode read = names;
        if (read == null) {
            read = parsed(descriptor());
            names = read;
        }
        return read;
    }

    private String folder() {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    /**
     * A file that the descriptor names.
     *
     * @throws ModelException if there is none, or it has more bytes than one may have
     */
    public InputStream read(String name) throws ModelException, IOException {
        ZipEntry entry = entry(folder() + name);
        long limit = name.equals(golden()) ? MOST_TEXT : most;
        if (entry.getSize() > limit) {
            throw tooLarge(name, limit);
        }
        return archive.read(entry);
    }

    /** What of it is signed. */
    public ModelParts parts() throws ModelException, IOException {
        return new ModelParts(
                ModelParts.sha256(descriptor()),
                sha256(flatbuffer(), ModelParts.sha256(new byte[0])),
                sha256(golden(), ModelParts.NONE));
    }

    /** The signature within; null if there is none. */
    public @Nullable String signature() throws ModelException, IOException {
        String beside = folder() + SIGNATURE;
        return archive.entry(beside) == null ? null : new String(text(beside), ISO_8859_1);
    }

    /** How a part is refused that is too large. */
    public static ModelException tooLarge(String what, long most) {
        return new ModelException(
                what
                        + " has more than "
                        + (most >> 20)
                        + (most == MOST_TEXT
                                ? " MB: shorten it"
                                : " MB: use a smaller model, or raise most_megabytes in"
                                        + " etc/io.soribit.model.folder.cfg"));
    }

    private String sha256(@Nullable String name, String none) throws ModelException, IOException {
        if (name == null) {
            return none;
        }
        try (InputStream in = read(name)) {
            return ModelParts.sha256(in);
        }
    }

    private Attributes manifest() throws ModelException, IOException {
        @Nullable ZipEntry lines = archive.entry(JarFile.MANIFEST_NAME);
        if (lines == null) {
            return new Attributes();
        }
        if (lines.getSize() > MOST_MANIFEST) {
            throw new ModelException(
                    "its manifest has more than " + MOST_MANIFEST + " bytes: pack it again");
        }
        byte[] content = archive.read(lines, MOST_MANIFEST);
        return new Manifest(new ByteArrayInputStream(content)).getMainAttributes();
    }

    private static JsonNode parsed(byte[] descriptor) throws ModelException, IOException {
        try {
            return new ObjectMapper(JSON).readTree(descriptor);
        } catch (JsonProcessingException e) {
            throw new ModelException("its descriptor is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private ZipEntry entry(String path) throws ModelException {
        @Nullable ZipEntry entry = archive.entry(path);
        if (entry == null) {
            throw new ModelException("it holds no " + path + ": pack it, or correct the name");
        }
        return entry;
    }

    private byte[] text(String path) throws ModelException, IOException {
        ZipEntry entry = entry(path);
        if (entry.getSize() > MOST_TEXT) {
            throw tooLarge(path, MOST_TEXT);
        }
        return archive.read(entry, MOST_TEXT);
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }
}
