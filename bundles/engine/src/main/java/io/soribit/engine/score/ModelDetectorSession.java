// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import io.soribit.api.DetectorSession;
import io.soribit.api.FeatureStream;
import io.soribit.api.ModelException;
import io.soribit.api.ModelSession;
import io.soribit.api.score.TaughtSound;
import io.soribit.engine.window.StageTimes;
import io.soribit.engine.window.WindowGate;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One stream of features, scored by sessions that are borrowed for as long as a write takes.
 * Allocates nothing per window.
 */
final class ModelDetectorSession implements DetectorSession {
    private final FeatureStream features;
    private final FeatureStream.WindowSink windows = this::window;
    private final SessionPool pool;
    private final float[] labels;
    private final TaughtScores taught;
    private final float[] scores;
    private final WindowGate gate;
    private final StageTimes times;
    private @Nullable ScoreSink sink;
    private @Nullable ModelSession session;
    private @Nullable FloatBuffer current;
    private boolean broken;
    private long mark;
    private long featureNanos;

    ModelDetectorSession(
            FeatureStream features,
            SessionPool pool,
            float[] labels,
            TaughtScores taught,
            WindowGate gate,
            StageTimes times) {
        this.features = features;
        this.pool = pool;
        this.labels = labels;
        this.taught = taught;
        scores = new float[labels.length + taught.size()];
        this.gate = gate;
        this.times = times;
    }

    /** As {@link TaughtScores#asked}. */
    @Nullable TaughtSound asked() {
        return taught.asked();
    }

    int windowSamples() {
        return features.windowSamples();
    }

    @Override
    public void write(float[] samples, int offset, int length, ScoreSink receiver) {
        sink = receiver;
        mark = System.nanoTime();
        try {
            features.write(samples, offset, length, windows);
        } finally {
            featureNanos += System.nanoTime() - mark;
            sink = null;
            release();
        }
    }

    @Override
    public void close() {
        features.close();
    }

    /** What the model made of the window whose scores are just being handed over. */
    void embedding(float[] values) {
        ModelSession borrowed = session;
        if (borrowed == null) {
            throw new IllegalStateException("no window is being handed over");
        }
        borrowed.embedding(values);
    }

    /** The features of the window whose scores are just being handed over. */
    FloatBuffer current() {
        FloatBuffer window = current;
        if (window == null) {
            throw new IllegalStateException("no window is being handed over");
        }
        return window.duplicate();
    }

    private void window(long start, FloatBuffer window) {
        long began = System.nanoTime();
        times.features(featureNanos + began - mark);
        featureNanos = 0;
        ScoreSink receiver = sink;
        if (receiver != null && gate.accepts(start)) {
            score(window);
            long inferred = System.nanoTime();
            current = window;
            try {
                receiver.scores(start, start + features.windowSamples(), scores);
            } finally {
                current = null;
            }
            times.scored(inferred - began, System.nanoTime() - inferred);
        }
        mark = System.nanoTime();
    }

    private void score(FloatBuffer window) {
        ModelSession borrowed = session;
        if (borrowed == null) {
            try {
                borrowed = pool.borrow();
            } catch (ModelException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
            session = borrowed;
        }
        broken = true;
        borrowed.score(window, labels);
        System.arraycopy(labels, 0, scores, 0, labels.length);
        taught.read(borrowed, scores, labels.length);
        broken = false;
    }

    private void release() {
        ModelSession borrowed = session;
        session = null;
        if (borrowed == null) {
            return;
        }
        if (broken) {
            broken = false;
            borrowed.close();
        } else {
            pool.release(borrowed);
        }
    }
}
