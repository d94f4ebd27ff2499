// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.recording;

import io.soribit.api.Embedding;
import io.soribit.api.FrontEndSpec;
import io.soribit.api.hub.Analyzer.Findings;
import java.nio.FloatBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reports the windows of one model, or those that several decide with, each after what the first
 * model made of its last one. Not thread-safe.
 */
final class ModelWindows implements RecordingLane.Windows {
    private final Findings findings;
    private final int sampleRate;
    private final @Nullable List<String> labels;
    private String models = "";
    private @Nullable Embedding embedding;
    private float[] values = {};
    private @Nullable FrontEndSpec input;
    private FloatBuffer features = FloatBuffer.allocate(0);

    /**
     * @param labels of the only model; null if there are several
     */
    ModelWindows(Findings findings, int sampleRate, @Nullable List<String> labels) {
        this.findings = findings;
        this.sampleRate = sampleRate;
        this.labels = labels;
    }

    /** These decide from now on: an id, or {@code one+other}. */
    void models(String ids) {
        models = ids;
    }

    String models() {
        return models;
    }

    @Override
    public void embedding(Embedding own, float[] made) {
        embedding = own;
        values = made;
    }

    @Override
    public void features(FrontEndSpec asked, FloatBuffer made) {
        input = asked;
        if (features.capacity() != made.remaining()) {
            features = FloatBuffer.allocate(made.remaining());
        }
        features.clear().put(made.duplicate()).flip(); // another's window may end later
    }

    @Override
    public void window(long start, float[] scores) {
        List<String> own = labels;
        if (own != null) {
            report(start, own, scores);
        }
    }

    /** Reports a window that several decide with. */
    void report(long start, List<String> sounds, float[] scores) {
        if (embedding != null) {
            findings.embedding(embedding, values);
        }
        if (input != null) {
            findings.features(input, features.duplicate());
        }
        findings.window(models, (double) start / sampleRate, sounds, scores);
    }
}
