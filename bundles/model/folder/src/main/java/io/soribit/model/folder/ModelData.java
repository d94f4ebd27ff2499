// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.folder;

import io.soribit.common.signing.ModelParts;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A model as it was found.
 *
 * @param parts what of it is signed
 * @param signature that it brings along; null if it brings none
 * @param bundle that the hub makes of it
 */
record ModelData(ModelParts parts, @Nullable String signature, InputStream bundle)
        implements AutoCloseable {
    @Override
    public void close() throws IOException {
        bundle.close();
    }
}
