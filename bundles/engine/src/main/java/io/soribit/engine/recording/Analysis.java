// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.recording;

import io.soribit.api.Embedding;
import io.soribit.api.FrontEndSpec;
import io.soribit.api.ModelException;
import io.soribit.api.Ontology;
import io.soribit.api.Phase;
import io.soribit.api.SoundEvent;
import io.soribit.api.hub.Analyzer.Findings;
import io.soribit.engine.decide.Detection;
import io.soribit.engine.ear.Timeline;
import io.soribit.engine.house.Report;
import io.soribit.engine.house.RoomFusion;
import io.soribit.engine.score.AlarmEvidence;
import io.soribit.engine.score.InstalledDetector;
import io.soribit.engine.score.ScoringSettings;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs one recording through a model and the detectors beside it. Reports the windows of the model,
 * and the events of all. Not thread-safe.
 */
final class Analysis implements AutoCloseable {
    private static final String ROOM = "recording";

    private final int sampleRate;
    private final int hop;
    private final Findings findings;
    private final Timeline timeline;
    private final AlarmEvidence alarms;
    private final RoomFusion room;
    private final List<RecordingLane> lanes = new ArrayList<>();
    private long written;

    Analysis(
            InstalledDetector model,
            List<InstalledDetector> others,
            int sampleRate,
            ScoringSettings settings,
            Ontology ontology,
            Findings findings)
            throws ModelException {
        this.sampleRate = sampleRate;
        this.findings = findings;
        hop = (int) settings.hopSamples(sampleRate);
        timeline = new Timeline(sampleRate, 0);
        alarms = new AlarmEvidence(sampleRate);
        room = new RoomFusion(() -> ROOM, Instant.EPOCH::plus, (event, onset) -> event(event));
        String name = model.name();
        List<String> labels = model.labels(settings.taught());
        RecordingLane.Windows windows =
                new RecordingLane.Windows() {
                    @Override
                    public void window(long start, float[] scores) {
                        findings.window(name, (double) start / sampleRate, labels, scores);
                    }

                    @Override
                    public void embedding(Embedding embedding, float[] values) {
                        findings.embedding(embedding, values);
                    }

                    @Override
                    public void features(FrontEndSpec input, FloatBuffer features) {
                        findings.features(input, features);
                    }
                };
        try {
            lanes.add(lane(model, settings, ontology, windows));
            for (InstalledDetector other : others) {
                lanes.add(lane(other, settings, ontology, (start, scores) -> {}));
            }
        } catch (ModelException e) {
            close();
            throw e;
        }
    }

    void write(float[] mono, int length) throws ModelException {
        written += length;
        for (RecordingLane lane : lanes) {
            lane.write(mono, length);
        }
    }

    /** Scores what is left, and ends what still sounds. */
    void finish() throws ModelException {
        for (RecordingLane lane : lanes) {
            lane.finish(hop);
        }
    }

    @Override
    public void close() {
        lanes.forEach(RecordingLane::close);
    }

    private RecordingLane lane(
            InstalledDetector detector,
            ScoringSettings settings,
            Ontology ontology,
            RecordingLane.Windows windows)
            throws ModelException {
        return new RecordingLane(
                detector,
                ROOM,
                sampleRate,
                settings,
                ontology,
                alarms,
                windows,
                found -> detected(detector, found));
    }

    private void detected(InstalledDetector detector, Detection found) {
        long end = Math.max(found.onset(), Math.min(found.end(), written));
        room.accept(
                new Report(
                        found.key(),
                        found.phase(),
                        ROOM,
                        found.sound(),
                        timeline.at(found.onset()),
                        found.phase() == Phase.END ? timeline.at(end) : null,
                        found.score(),
                        found.alternatives(),
                        found.levelDb(),
                        detector.detector().id(),
                        detector.model(),
                        Duration.ZERO,
                        found.evidence()));
    }

    private void event(SoundEvent event) {
        Instant end = event.end();
        if (end != null) {
            String model = event.model();
            findings.event(
                    model == null ? event.detector() : model,
                    event.sound(),
                    seconds(event.onset()),
                    seconds(end),
                    event.score());
        }
    }

    private static double seconds(Instant at) {
        return at.getEpochSecond() + at.getNano() * 1e-9;
    }
}
