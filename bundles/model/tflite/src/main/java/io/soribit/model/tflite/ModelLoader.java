// SPDX-License-Identifier: Apache-2.0
package io.soribit.model.tflite;

import io.soribit.api.GoldenWindow;
import io.soribit.api.ModelDescriptor;
import io.soribit.api.ModelException;
import java.nio.FloatBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Makes models, and refuses those that do not match their descriptors. Thread-safe. */
final class ModelLoader {
    private static final float ROUNDING = 1e-3f;

    private final NativeLibrary library;
    private final Trial trial;
    private final ModelFileReader reader = new ModelFileReader();

    ModelLoader(NativeLibrary library, Trial trial) {
        this.library = library;
        this.trial = trial;
    }

    /** Receives how far a model has come. */
    interface Progress {
        void checked(ModelDescriptor descriptor);

        void probed();
    }

    /**
     * Reads, checks and runs a model once.
     *
     * @throws ModelException with the first thing that is wrong and what to do
     */
    TfLiteModel load(ModelFiles files, Progress progress) throws ModelException {
        ModelFile file = reader.read(files.descriptor());
        byte[] flatbuffer = files.read(file.file());
        checkSum(file, flatbuffer);
        List<GoldenWindow> golden =
                file.golden().isEmpty() ? List.of() : reader.golden(files.read(file.golden()));
        progress.checked(file.descriptor());
        library.load();
        trial.run(file.sha256().toLowerCase(Locale.ROOT), flatbuffer);
        TfLiteModel model =
                new TfLiteModel(
                        file.descriptor(), golden, file.embedding(), new Weights(flatbuffer));
        try {
            check(file, model);
            progress.probed();
            return model;
        } catch (ModelException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private static void checkSum(ModelFile file, byte[] flatbuffer) throws ModelException {
        String sum = HexFormat.of().formatHex(sha256(flatbuffer));
        if (!sum.equals(file.sha256().toLowerCase(Locale.ROOT))) {
            throw new ModelException(
                    file.file()
                            + " has the sha256 "
                            + sum
                            + ", its descriptor says "
                            + file.sha256()
                            + ": the file is damaged or not the one described; fetch the bundle"
                            + " again or correct the descriptor");
        }
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java platform has SHA-256", e);
        }
    }

    private static void check(ModelFile file, TfLiteModel model) throws ModelException {
        try (TfLiteSession session = model.open()) {
            same("input", file.input(), session.inputSpec());
            same("output", file.output(), session.outputSpec());
            int labels = file.descriptor().labels().size();
            if (session.outputSpec().size() != labels) {
                throw new ModelException(
                        "it has "
                                + session.outputSpec().size()
                                + " outputs and its descriptor "
                                + labels
                                + " labels: name one label per output");
            }
            float[] scores = new float[labels];
            session.score(FloatBuffer.allocate(session.windowSize()), scores);
            for (int i = 0; i < labels; i++) {
                if (!(scores[i] >= -ROUNDING && scores[i] <= 1 + ROUNDING)) {
                    throw new ModelException(
                            "it scores '"
                                    + file.descriptor().labels().get(i)
                                    + "' "
                                    + scores[i]
                                    + ", not 0 to 1: end it with a sigmoid or softmax");
                }
            }
        } catch (IllegalStateException e) {
            throw new ModelException("it does not run: " + e.getMessage(), e);
        }
    }

    private static void same(String role, TensorSpec described, TensorSpec actual)
            throws ModelException {
        if (!described.equals(actual)) {
            throw new ModelException(
                    "its "
                            + role
                            + " is "
                            + actual
                            + ", its descriptor says "
                            + described
                            + ": correct it");
        }
    }
}
