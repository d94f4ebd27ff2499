// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import io.soribit.api.Model;
import io.soribit.api.ModelException;
import java.nio.file.Path;
import java.time.Duration;

/** Loads models as the extender does, with the trial run in a process of its own. Thread-safe. */
public final class TriedModels {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final ModelLoader loader;

    /**
     * @param natives where TensorFlow Lite is unpacked to
     * @param trials where trial runs keep what they need
     */
    public TriedModels(Path natives, Path trials) {
        NativeLibrary library = new NativeLibrary(natives);
        loader =
                new ModelLoader(
                        library,
                        new ProcessTrial(
                                trials,
                                directory -> System.getProperty("java.class.path"),
                                library,
                                TIMEOUT));
    }

    /**
     * A model that has passed its checks and its trial.
     *
     * @throws ModelException why it is refused
     */
    public Model load(byte[] descriptor, byte[] flatbuffer, byte[] golden) throws ModelException {
        ModelFiles files =
                new ModelFiles() {
                    @Override
                    public byte[] descriptor() {
                        return descriptor;
                    }

                    @Override
                    public byte[] read(String path) throws ModelException {
                        return switch (path) {
                            case "model.tflite" -> flatbuffer;
                            case "golden.json" -> golden;
                            default -> throw new ModelException("there is no file " + path);
                        };
                    }
                };
        return loader.load(files, new Candidate("", ""));
    }

    /** Frees what a loaded model holds. */
    public static void close(Model model) {
        ((TfLiteModel) model).close();
    }
}
