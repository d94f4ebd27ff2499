// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.recording;

import io.soribit.api.ModelException;
import io.soribit.api.Ontology;
import io.soribit.api.Phase;
import io.soribit.api.SoundEvent;
import io.soribit.api.hub.Analyzer.Findings;
import io.soribit.engine.decide.Detection;
import io.soribit.engine.decide.Levels;
import io.soribit.engine.ear.Timeline;
import io.soribit.engine.house.Report;
import io.soribit.engine.house.RoomFusion;
import io.soribit.engine.score.AlarmEvidence;
import io.soribit.engine.score.DetectorDecision;
import io.soribit.engine.score.InstalledDetector;
import io.soribit.engine.score.JoinedDecision;
import io.soribit.engine.score.LaneDecision;
import io.soribit.engine.score.ModelDetector;
import io.soribit.engine.score.ScoringSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs one recording through models, which decide together, and the detectors beside them. Reports
 * the windows of the model, or those that several decide with, and the events of all. Not
 * thread-safe.
 */
final class Analysis implements AutoCloseable {
    static final Levels NO_LEVELS = (from, to) -> Levels.SILENCE;
    private static final String ROOM = "recording";

    private final int hop;
    private final Findings findings;
    private final Timeline timeline;
    private final JoinedDecision joined;
    private final RoomFusion room;
    private final List<RecordingLane> models = new ArrayList<>();
    private final List<RecordingLane> others = new ArrayList<>();
    private final ModelWindows windows;
    private long written;

    /**
     * @param hearing models, at least one
     * @param beside detectors that are no models
     */
    Analysis(
            List<InstalledDetector> hearing,
            List<InstalledDetector> beside,
            int sampleRate,
            ScoringSettings settings,
            Ontology ontology,
            Findings findings)
            throws ModelException {
        this.findings = findings;
        hop = (int) settings.hopSamples(sampleRate);
        timeline = new Timeline(sampleRate, 0);
        AlarmEvidence alarms = new AlarmEvidence(sampleRate);
        room = new RoomFusion(() -> ROOM, Instant.EPOCH::plus, (event, onset) -> event(event));
        joined = new JoinedDecision(ROOM, sampleRate, ontology, alarms, NO_LEVELS, new Joined());
        List<String> labels = hearing.get(0).labels(settings.taught());
        windows = new ModelWindows(findings, sampleRate, hearing.size() > 1 ? null : labels);
        try {
            for (InstalledDetector model : hearing) {
                RecordingLane.Windows own = models.isEmpty() ? windows : (start, scores) -> {};
                models.add(new RecordingLane(model, joined.join(), sampleRate, settings, own));
            }
            for (InstalledDetector other : beside) {
                LaneDecision decision =
                        new DetectorDecision(
                                ROOM,
                                sampleRate,
                                ontology,
                                alarms,
                                NO_LEVELS,
                                found -> detected(other.detector().id(), null, found));
                others.add(
                        new RecordingLane(
                                other, decision, sampleRate, settings, (start, scores) -> {}));
            }
        } catch (ModelException e) {
            close();
            throw e;
        }
    }

    void write(float[] mono, int length) throws ModelException {
        written += length;
        each(models, lane -> lane.write(mono, length));
        each(others, lane -> lane.write(mono, length));
    }

    /** Scores what is left, and ends what still sounds. */
    void finish() throws ModelException {
        finish(models);
        for (RecordingLane other : others) {
            finish(List.of(other));
        }
    }

    private void finish(List<RecordingLane> lanes) throws ModelException {
        float[] silence = new float[hop];
        lanes.forEach(RecordingLane::end);
        while (!lanes.stream().allMatch(RecordingLane::finished)) {
            each(lanes, lane -> lane.pad(silence));
        }
        lanes.forEach(RecordingLane::leave);
    }

    /** A step of each lane: the model that leads after the others. */
    private void each(List<RecordingLane> lanes, Step step) throws ModelException {
        LaneDecision lead = joined.lead();
        for (RecordingLane lane : lanes) {
            if (lane.decision() != lead) {
                step.of(lane);
            }
        }
        for (RecordingLane lane : lanes) {
            if (lane.decision() == lead) {
                step.of(lane);
            }
        }
    }

    @Override
    public void close() {
        models.forEach(RecordingLane::close);
        others.forEach(RecordingLane::close);
    }

    private void detected(String detector, @Nullable String model, Detection found) {
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
                        detector,
                        model,
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

    /** What is done with each lane. */
    private interface Step {
        void of(RecordingLane lane) throws ModelException;
    }

    /** Receives what the models decide. */
    private final class Joined implements JoinedDecision.Sink {
        @Override
        public void models(String ids) {
            windows.models(ids);
        }

        @Override
        public void joined(long start, List<String> sounds, float[] scores) {
            windows.report(start, sounds, scores);
        }

        @Override
        public void detected(Detection found) {
            Analysis.this.detected(ModelDetector.ID, windows.models(), found);
        }
    }
}
