// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import io.soribit.api.Model;
import io.soribit.api.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Opens the model of a folder as the extender opens that of a bundle, but for the trial run in a
 * process of its own: what is measured is the project's own.
 */
public final class ModelFolder {
    private static final String DESCRIPTOR = "model.json";

    private ModelFolder() {}

    /**
     * Loads {@code model.json} and the file it names.
     *
     * @param natives where TensorFlow Lite is unpacked to
     */
    public static Model open(Path folder, Path natives) throws ModelException {
        Trial none = (sha256, flatbuffer) -> {};
        return new ModelLoader(new NativeLibrary(natives), none)
                .load(new FolderFiles(folder), new Candidate("", ""));
    }

    private record FolderFiles(Path folder) implements ModelFiles {
        @Override
        public byte[] descriptor() throws ModelException {
            return read(DESCRIPTOR);
        }

        @Override
        public byte[] read(String path) throws ModelException {
            Path file = folder.resolve(path);
            try {
                return Files.readAllBytes(file);
            } catch (IOException e) {
                throw new ModelException(
                        file + " cannot be read: name the folder of a model that has it", e);
            }
        }
    }
}
