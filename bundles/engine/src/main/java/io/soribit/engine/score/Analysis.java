// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import io.soribit.api.Analyzer.Findings;
import io.soribit.api.DetectorSession.ScoreSink;
import io.soribit.api.ModelException;
import io.soribit.api.Ontology;
import io.soribit.api.Phase;
import io.soribit.api.SoundEvent;
import io.soribit.engine.decide.Decider;
import io.soribit.engine.decide.Detection;
import io.soribit.engine.decide.Levels;
import io.soribit.engine.ear.Timeline;
import io.soribit.engine.house.Report;
import io.soribit.engine.house.RoomFusion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One recording on its way through one model. Not thread-safe. */
final class Analysis {
    private static final String ROOM = "recording";

    private final String model;
    private final List<String> labels;
    private final int sampleRate;
    private final long hop;
    private final Findings findings;
    private final Timeline timeline;
    private final RoomFusion room;
    private final Decider decider;
    private final GuardedSession session;
    private final ScoreSink sink = this::scored;
    private long written;
    private long total = Long.MAX_VALUE;
    private long lastEnd = -1;

    Analysis(
            InstalledDetector detector,
            int sampleRate,
            ScoringSettings settings,
            Ontology ontology,
            Findings findings)
            throws ModelException {
        model = detector.name();
        labels = detector.detector().labels();
        this.sampleRate = sampleRate;
        this.findings = findings;
        hop = settings.hopSamples(sampleRate);
        timeline = new Timeline(sampleRate, 0);
        room = new RoomFusion(() -> model, this::event);
        decider = new Decider(sampleRate, (from, to) -> Levels.SILENCE, this::detected);
        Tuning.apply(decider, detector.detector(), ROOM, settings.decision(), ontology);
        try {
            GuardedSession opened = detector.open(sampleRate, settings.hop(), start -> !done());
            if (opened == null) {
                throw taken();
            }
            session = opened;
        } catch (IllegalArgumentException e) {
            throw new ModelException("model " + model + " cannot run: " + e.getMessage(), e);
        }
    }

    void write(float[] mono, int length) throws ModelException {
        written += length;
        feed(mono, length);
    }

    /** Pads with silence until each sample lies in a window, and ends what still sounds. */
    void finish() throws ModelException {
        total = written;
        float[] silence = new float[(int) hop];
        while (!done()) {
            feed(silence, silence.length);
        }
        decider.interrupt(total);
    }

    private boolean done() {
        return lastEnd >= total;
    }

    private void feed(float[] mono, int length) throws ModelException {
        try {
            session.write(mono, length, sink);
        } catch (IllegalStateException e) {
            throw new ModelException("model " + model + " failed: " + e.getMessage(), e);
        }
        if (session.closed()) {
            throw taken();
        }
    }

    private ModelException taken() {
        return new ModelException(
                "model " + model + " was taken away during the analysis: run it again");
    }

    private void scored(long start, long end, float[] scores) {
        lastEnd = end;
        findings.window(model, (double) start / sampleRate, labels, scores);
        decider.window(start, end, scores);
    }

    private void detected(Detection found) {
        long end = Math.max(found.onset(), Math.min(found.end(), total));
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
                        ModelDetector.ID,
                        model,
                        Duration.ZERO));
    }

    private void event(SoundEvent event) {
        Instant end = event.end();
        if (end != null) {
            findings.event(
                    model, event.sound(), seconds(event.onset()), seconds(end), event.score());
        }
    }

    private static double seconds(Instant at) {
        return at.getEpochSecond() + at.getNano() * 1e-9;
    }
}
