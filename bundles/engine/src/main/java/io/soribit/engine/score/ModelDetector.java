// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import io.soribit.api.Detector;
import io.soribit.api.DetectorSession;
import io.soribit.api.Embedding;
import io.soribit.api.FeatureStream;
import io.soribit.api.FrontEnd;
import io.soribit.api.Model;
import io.soribit.api.ModelDescriptor;
import io.soribit.api.ModelException;
import io.soribit.api.ModelSession;
import io.soribit.api.Threshold;
import io.soribit.api.score.TaughtSound;
import io.soribit.engine.window.StageTimes;
import io.soribit.engine.window.WindowGate;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A model and its front end as a detector. */
public final class ModelDetector implements Detector, AutoCloseable {
    public static final String ID = "model";
    private static final int TRIAL_RATE = 16_000;

    private final Model model;
    private final FrontEnd frontEnd;
    private final ModelDescriptor descriptor;
    private final @Nullable Embedding embedding;
    private final SessionPool pool;
    private final StageTimes times;

    public ModelDetector(Model model, FrontEnd frontEnd, StageTimes times) {
        this.model = model;
        this.frontEnd = frontEnd;
        this.times = times;
        descriptor = model.descriptor();
        embedding = model.embedding().orElse(null);
        pool = new SessionPool(model);
    }

    public Model model() {
        return model;
    }

    public FrontEnd frontEnd() {
        return frontEnd;
    }

    ModelDescriptor descriptor() {
        return descriptor;
    }

    StageTimes times() {
        return times;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<String> labels() {
        return descriptor.labels();
    }

    @Override
    public Threshold thresholdOf(String label) {
        return descriptor.thresholdOf(label);
    }

    @Override
    public DetectorSession open(int sampleRate, Duration hop) {
        return open(sampleRate, hop, List.of(), start -> true);
    }

    @Nullable Embedding embedding() {
        return embedding;
    }

    /** Those of the taught sounds that are learnt on its embedding. */
    List<TaughtSound> hears(List<TaughtSound> taught) {
        return taught.stream().filter(sound -> sound.embedding().equals(embedding)).toList();
    }

    /** A session whose scores are those of the labels, then those of the taught sounds it hears. */
    ModelDetectorSession open(
            int sampleRate, Duration hop, List<TaughtSound> taught, WindowGate gate) {
        TaughtScores own =
                new TaughtScores(hears(taught), embedding == null ? 0 : embedding.size());
        FeatureStream features = frontEnd.open(descriptor.frontEnd(), sampleRate, hop);
        return new ModelDetectorSession(
                features, pool, new float[descriptor.labels().size()], own, gate, times);
    }

    /** What a session must pass before its model becomes active. */
    @FunctionalInterface
    public interface SessionCheck {
        /**
         * Passes, or fails.
         *
         * @throws ModelException if it fails, with what is wrong and what to do
         */
        void check(ModelSession session) throws ModelException;
    }

    /** Checks a session, so that a model that cannot work is known before it becomes active. */
    public void prove(SessionCheck check) throws ModelException {
        String id = "model " + descriptor.id();
        try (FeatureStream features =
                frontEnd.open(descriptor.frontEnd(), TRIAL_RATE, Duration.ofMillis(500))) {
            ModelSession session = pool.borrow();
            int size = session.windowSize();
            try {
                if (size != features.windowSize()) {
                    throw new ModelException(
                            id
                                    + " requires windows of "
                                    + size
                                    + " floats, its front end "
                                    + frontEnd.type()
                                    + " makes "
                                    + features.windowSize()
                                    + ": correct frontEnd in its model.json");
                }
                check.check(session);
            } finally {
                pool.release(session);
            }
        } catch (RuntimeException | LinkageError e) {
            throw new ModelException(id + " cannot run: " + e.getMessage(), e);
        }
    }

    /** Frees the sessions. */
    @Override
    public void close() {
        pool.close();
    }
}
