// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.recording;

import io.soribit.api.AudioStream;
import io.soribit.api.ModelException;
import io.soribit.api.Ontology;
import io.soribit.api.hub.Analyzer;
import io.soribit.engine.ear.MonoInput;
import io.soribit.engine.model.ModelSwitch;
import io.soribit.engine.score.InstalledDetector;
import io.soribit.engine.score.Scorer;
import io.soribit.engine.score.ScoringSettings;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Analyses recordings with sessions of their own of models and of the detectors beside them, on the
 * thread of the caller.
 */
public final class RecordingAnalyzer implements Analyzer {
    private final Scorer scorer;
    private final ModelSwitch models;
    private final Supplier<ScoringSettings> settings;
    private final Ontology ontology;

    public RecordingAnalyzer(
            Scorer scorer,
            ModelSwitch models,
            Supplier<ScoringSettings> settings,
            Ontology ontology) {
        this.scorer = scorer;
        this.models = models;
        this.settings = settings;
        this.ontology = ontology;
    }

    @Override
    public void analyze(AudioStream audio, @Nullable String modelId, Findings findings)
            throws IOException, ModelException {
        List<InstalledDetector> lent = models.lend(modelId);
        try (Analysis analysis =
                new Analysis(
                        lent,
                        scorer.others(),
                        audio.format().sampleRate(),
                        settings.get(),
                        ontology,
                        findings)) {
            run(audio, analysis);
        } finally {
            models.release(lent);
        }
    }

    private static void run(AudioStream audio, Analysis analysis)
            throws IOException, ModelException {
        int channels = audio.format().channels();
        int frames = audio.format().sampleRate() / 2;
        float[] interleaved = new float[frames * channels];
        float[] mono = new float[frames];
        MonoInput input = new MonoInput(audio.format());
        int count = audio.read(interleaved, 0, interleaved.length);
        while (count >= 0) {
            if (count % channels != 0) {
                throw new IOException("the stream gave " + count + " samples, no whole frames");
            }
            analysis.write(mono, input.take(interleaved, count, mono));
            count = audio.read(interleaved, 0, interleaved.length);
        }
        analysis.finish();
    }
}
