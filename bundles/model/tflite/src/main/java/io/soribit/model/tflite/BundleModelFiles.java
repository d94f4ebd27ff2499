// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import io.soribit.api.ModelException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

/** The files of a model bundle. */
final class BundleModelFiles implements ModelFiles {
    private final Bundle bundle;
    private final String descriptor;

    /**
     * @param descriptor path of {@code model.json} inside the bundle
     */
    BundleModelFiles(Bundle bundle, String descriptor) {
        this.bundle = bundle;
        this.descriptor = descriptor;
    }

    @Override
    public byte[] descriptor() throws ModelException {
        return entry(descriptor);
    }

    @Override
    public byte[] read(String path) throws ModelException {
        return entry(descriptor.substring(0, descriptor.lastIndexOf('/') + 1) + path);
    }

    private byte[] entry(String path) throws ModelException {
        @Nullable URL url = bundle.getEntry(path);
        if (url == null) {
            throw new ModelException(
                    "the bundle holds no " + path + ": pack it, or correct the name");
        }
        try {
            URLConnection connection = url.openConnection();
            int length = connection.getContentLength();
            try (InputStream in = connection.getInputStream()) {
                return length < 0 ? in.readAllBytes() : read(in, length);
            }
        } catch (IOException e) {
            throw new ModelException(path + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Without the second copy of {@link InputStream#readAllBytes}: a model may be half the heap.
     */
    private static byte[] read(InputStream in, int length) throws IOException {
        byte[] content = new byte[length];
        if (in.readNBytes(content, 0, length) < length) {
            throw new EOFException("it ends before its length of " + length + " bytes");
        }
        return content;
    }
}
