// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.take;

import io.soribit.api.AudioStream;
import io.soribit.api.ModelException;
import io.soribit.api.hub.AudioFiles;
import java.io.IOException;
import java.nio.file.Path;

/** Reads takes from files. */
public final class TakeReader {
    static final int MOST_SECONDS = 30;

    private final AudioFiles files;
    private final TakeAnalyzer analyzer;

    public TakeReader(AudioFiles files, TakeAnalyzer analyzer) {
        this.files = files;
        this.analyzer = analyzer;
    }

    /**
     * Reads a take.
     *
     * @throws RefusedException if no sound can be learnt from it
     * @throws IOException if it cannot be read
     * @throws ModelException if no model hears it
     */
    public Take read(Path file) throws IOException, ModelException, RefusedException {
        String name = String.valueOf(file.getFileName());
        Samples samples;
        try (AudioStream audio = files.open(file)) {
            samples = Samples.read(audio, MOST_SECONDS);
        } catch (IOException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        }
        return analyzer.hear(name, samples);
    }
}
