// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.folder;

import io.soribit.api.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Makes the folder of a model of a bare file, as the hub makes a bundle of it. */
public final class BareFile {
    private BareFile() {}

    /**
     * Writes the folder.
     *
     * @param file a TensorFlow Lite file that says all of itself
     * @param folder receives {@code model.json} and {@code model.tflite}
     */
    public static void unpack(Path file, Path folder) throws ModelException, IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("model.json"), new BareModel(file, 64L << 20).descriptor());
        Files.copy(file, folder.resolve("model.tflite"), StandardCopyOption.REPLACE_EXISTING);
    }
}
