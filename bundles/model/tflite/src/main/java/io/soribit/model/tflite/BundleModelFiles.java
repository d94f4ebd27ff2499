// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import io.soribit.api.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
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
        try (InputStream in = url.openStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new ModelException(path + " cannot be read: " + e.getMessage(), e);
        }
    }
}
