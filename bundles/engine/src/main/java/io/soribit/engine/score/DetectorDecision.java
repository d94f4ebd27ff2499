// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import io.soribit.api.Ontology;
import io.soribit.engine.decide.Decider;
import io.soribit.engine.decide.Detection;
import io.soribit.engine.decide.Levels;
import java.util.List;
import java.util.Map;

/**
 * Decides on the scores of one detector that is no model; a model may confirm them. Not
 * thread-safe.
 */
public final class DetectorDecision implements LaneDecision {
    private final String room;
    private final Ontology ontology;
    private final AlarmEvidence alarms;
    private final Decider decider;
    private Tuning tuning = new Tuning(List.of(), List.of(), List.of(), List.of(), List.of(), 1);
    private float[] raised = {};

    /**
     * @param room whose thresholds apply
     * @param alarms what the models of the room hear
     */
    public DetectorDecision(
            String room,
            int sampleRate,
            Ontology ontology,
            AlarmEvidence alarms,
            Levels levels,
            Detection.Sink sink) {
        this.room = room;
        this.ontology = ontology;
        this.alarms = alarms;
        decider = new Decider(sampleRate, levels, sink);
    }

    @Override
    public void tune(InstalledDetector detector, ScoringSettings settings, int windowSamples) {
        tuning = Tuning.of(detector.detector(), room, settings, ontology);
        tuning.apply(decider, settings.decision());
        raised = new float[tuning.labels().size()];
    }

    @Override
    public void window(long start, long end, float[] scores) {
        alarms.confirm(tuning, start, end, scores, raised);
        decider.window(start, end, raised);
    }

    @Override
    public void began(int label, long sample) {
        alarms.began(tuning.sounds().get(label), sample);
        decider.began(label, sample);
    }

    @Override
    public void evidence(int label, Map<String, Double> evidence) {
        decider.evidence(label, evidence);
    }

    @Override
    public void interrupt(long limit) {
        decider.interrupt(limit);
    }

    @Override
    public void leave(long limit) {
        decider.interrupt(limit);
    }
}
