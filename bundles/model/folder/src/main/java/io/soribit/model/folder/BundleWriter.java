// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.folder;

import io.soribit.api.ModelException;
import io.soribit.common.signing.ModelArchive;
import io.soribit.common.signing.ModelParts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** A bundle in a temporary file, so that a model costs no heap however large it is. */
final class BundleWriter implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final JarOutputStream jar;
    private boolean finished;

    /**
     * Begins the bundle of a model.
     *
     * @param model its file, after which it is named
     * @param descriptor of the model, its first entry
     */
    BundleWriter(Path model, byte[] descriptor) throws IOException {
        Manifest manifest = new Manifest();
        Attributes lines = manifest.getMainAttributes();
        lines.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        lines.putValue("Bundle-ManifestVersion", "2");
        lines.putValue("Bundle-SymbolicName", symbolicName(String.valueOf(model.getFileName())));
        lines.putValue(ModelArchive.MODEL, ModelJar.DESCRIPTOR);
        file = Files.createTempFile("soribit-model", ".jar");
        jar = new JarOutputStream(Files.newOutputStream(file), manifest);
        jar.setLevel(0);
        jar.putNextEntry(new ZipEntry(ModelJar.DESCRIPTOR));
        jar.write(descriptor);
    }

    /** Unique also for names of which no letter may be used. */
    private static String symbolicName(String file) {
        String allowed = file.replaceAll("[^A-Za-z0-9._-]", "_");
        return "models."
                + allowed
                + (allowed.equals(file) ? "" : "-" + Integer.toHexString(file.hashCode()));
    }

    /**
     * Adds a file.
     *
     * @param most so many bytes at most
     * @return its SHA-256 in hexadecimal
     * @throws ModelException if it has more
     */
    String add(String name, InputStream content, long most) throws ModelException, IOException {
        MessageDigest digest = ModelParts.digest();
        InputStream in = new DigestInputStream(content, digest);
        jar.putNextEntry(new ZipEntry(name));
        byte[] buffer = new byte[BUFFER];
        long all = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            all += read;
            if (all > most) {
                throw ModelArchive.tooLarge(name, most);
            }
            jar.write(buffer, 0, read);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The whole bundle; its file ends with the stream. */
    InputStream finish() throws IOException {
        jar.close();
        InputStream bundle = Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
        finished = true;
        return bundle;
    }

    @Override
    public void close() throws IOException {
        if (!finished) {
            try {
                jar.close();
            } finally {
                Files.deleteIfExists(file);
            }
        }
    }
}
