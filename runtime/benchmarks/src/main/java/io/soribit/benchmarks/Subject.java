// SPDX-License-Identifier: Apache-2.0
package io.soribit.benchmarks;

import io.soribit.api.FeatureStream;
import io.soribit.api.FrontEnd;
import io.soribit.api.FrontEndSpec;
import io.soribit.api.Model;
import io.soribit.api.ModelException;
import io.soribit.dsp.mel.LogMelFrontEnd;
import io.soribit.model.tflite.ModelFolder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is measured: a variant of a model family, its front end and the audio it hears. The system
 * properties {@code bench.models} (a folder with one folder per variant), {@code bench.audio} (raw
 * mono floats, little-endian, at the model's sample rate) and {@code bench.natives} say where.
 */
final class Subject {
    private static final Duration HOP = Duration.ofMillis(500);

    private final Path folder;
    private final Model model;

    Subject(String variant) throws ModelException {
        folder = path("bench.models").resolve(variant);
        model = ModelFolder.open(folder, path("bench.natives"));
    }

    Model model() {
        return model;
    }

    Path flatbuffer() {
        return folder.resolve("model.tflite");
    }

    /** A stream of windows, one every 0.5 s. */
    FeatureStream features() {
        FrontEnd frontEnd = new LogMelFrontEnd();
        FrontEndSpec spec = model.descriptor().frontEnd();
        if (!spec.type().equals(frontEnd.type())) {
            throw new IllegalArgumentException(
                    "model '"
                            + model.descriptor().id()
                            + "' wants the front end '"
                            + spec.type()
                            + "'; only '"
                            + frontEnd.type()
                            + "' can be measured");
        }
        return frontEnd.open(spec, sampleRate(), HOP);
    }

    /** The audio, from its start, in blocks as long as the hop. */
    Playback playback() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path("bench.audio")));
        float[] samples = new float[bytes.remaining() / Float.BYTES];
        bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(samples);
        return new Playback(samples, (int) (sampleRate() * HOP.toMillis() / 1000));
    }

    /** A copy of the first window that the audio gives. */
    FloatBuffer firstWindow() throws IOException {
        try (FeatureStream features = features()) {
            FloatBuffer copy =
                    ByteBuffer.allocateDirect(features.windowSize() * Float.BYTES)
                            .order(ByteOrder.nativeOrder())
                            .asFloatBuffer();
            playback().untilWindow(features, (start, window) -> copy.put(window.duplicate()));
            return copy.flip();
        }
    }

    private int sampleRate() {
        return model.descriptor().frontEnd().integer("sampleRate");
    }

    private static Path path(String property) {
        @Nullable String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException(
                    "-D" + property + " is missing: start the benchmarks through runtime/bench");
        }
        return Path.of(value);
    }
}
