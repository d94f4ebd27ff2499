// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.recording;

import io.soribit.api.DetectorSession.ScoreSink;
import io.soribit.api.Embedding;
import io.soribit.api.FrontEndSpec;
import io.soribit.api.ModelException;
import io.soribit.engine.score.GuardedSession;
import io.soribit.engine.score.InstalledDetector;
import io.soribit.engine.score.LaneDecision;
import io.soribit.engine.score.ScoringSettings;
import io.soribit.engine.window.ScoreCheck;
import java.nio.FloatBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one recording through one detector. Not thread-safe. */
final class RecordingLane {
    /** Receives each scored window. */
    @FunctionalInterface
    interface Windows {
        void window(long start, float[] scores);

        default void embedding(Embedding embedding, float[] values) {}

        default void features(FrontEndSpec input, FloatBuffer features) {}
    }

    private static final Logger LOG = LoggerFactory.getLogger(RecordingLane.class);
    private static final int MOST_PADDING_SECONDS = 30;

    private final InstalledDetector detector;
    private final Windows windows;
    private final LaneDecision decision;
    private final GuardedSession session;
    private final ScoreCheck check;
    private final ScoreSink sink = new Scores();
    private final float[] values;
    private final long padding;
    private long written;
    private long total = Long.MAX_VALUE;
    private long lastEnd = -1;
    private boolean reported;

    /**
     * @throws ModelException if the detector cannot listen at this rate
     */
    RecordingLane(
            InstalledDetector detector,
            LaneDecision decision,
            int sampleRate,
            ScoringSettings settings,
            Windows windows)
            throws ModelException {
        this.detector = detector;
        this.decision = decision;
        this.windows = windows;
        Embedding embedding = detector.embedding();
        values = new float[embedding == null ? 0 : embedding.size()];
        padding = (long) MOST_PADDING_SECONDS * sampleRate;
        check = new ScoreCheck(sampleRate, Analysis.NO_LEVELS, detector.model() != null);
        session = open(sampleRate, settings);
        decision.tune(detector, settings, session.windowSamples());
    }

    LaneDecision decision() {
        return decision;
    }

    /** Id of the model, or of the detector if it has none. */
    String name() {
        String model = detector.model();
        return model == null ? detector.detector().id() : model;
    }

    void write(float[] mono, int length) throws ModelException {
        try {
            written += length;
            session.write(mono, length, sink);
        } catch (IllegalStateException e) {
            throw new ModelException(name() + " failed: " + e.getMessage(), e);
        }
        if (session.closed()) {
            throw taken();
        }
    }

    /** There is no more. */
    void end() {
        total = written;
    }

    /** Whether each sample lies in a window, or will never do. */
    boolean finished() {
        return done() || written >= total + padding;
    }

    /** Writes silence where a window needs some. */
    void pad(float[] silence) throws ModelException {
        if (!finished()) {
            write(silence, silence.length);
        }
    }

    /** Ends what still sounds. */
    void leave() {
        decision.interrupt(total);
    }

    void close() {
        session.close();
    }

    private GuardedSession open(int sampleRate, ScoringSettings settings) throws ModelException {
        @Nullable GuardedSession opened;
        try {
            opened = detector.open(sampleRate, settings.hop(), settings.taught(), start -> !done());
        } catch (IllegalArgumentException e) {
            throw new ModelException(name() + " cannot run: " + e.getMessage(), e);
        }
        if (opened == null) {
            throw taken();
        }
        return opened;
    }

    private boolean done() {
        return lastEnd >= total;
    }

    private void report(String wrong) {
        if (!reported) {
            LOG.warn("{} {}: these windows do not count (logged once)", name(), wrong);
        }
        reported = true;
    }

    private ModelException taken() {
        return new ModelException(name() + " was removed during the analysis: run it again");
    }

    /** Receives the results of the session. */
    private final class Scores implements ScoreSink {
        @Override
        public void scores(long start, long end, float[] scores) {
            lastEnd = end;
            Embedding embedding = detector.embedding();
            if (embedding != null) {
                session.embedding(values);
                windows.embedding(embedding, values);
            }
            FrontEndSpec input = detector.input();
            FloatBuffer features = session.features();
            if (input != null && features != null) {
                windows.features(input, features);
            }
            windows.window(start, scores);
            String wrong = check.problem(start, end, scores);
            if (wrong.isEmpty()) {
                decision.window(start, end, scores);
            } else {
                decision.unheard(end);
                report(wrong);
            }
        }

        @Override
        public void began(int label, long sample) {
            decision.began(label, sample);
        }

        @Override
        public void evidence(int label, Map<String, Double> evidence) {
            decision.evidence(label, evidence);
        }
    }
}
