// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.model;

import io.soribit.api.Detector;
import io.soribit.api.ModelException;
import io.soribit.api.Ontology;
import io.soribit.engine.ear.Segment;
import io.soribit.engine.score.GuardedSession;
import io.soribit.engine.score.InstalledDetector;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One room's audio through two models side by side. Used by one thread. */
final class ShadowLane {
    private static final float ROUNDING = 0.01f;
    private static final double LEAST_SECONDS = 3;

    private final Segment segment;
    private final Side next;
    private final @Nullable Side current;
    private final float[] buffer;
    private final long begin;
    private final long first;
    private long position;

    /**
     * @param past how many seconds of what was heard to begin with
     * @throws ModelException if the next model cannot hear audio like this
     */
    ShadowLane(
            InstalledDetector next,
            @Nullable InstalledDetector current,
            Segment segment,
            Duration hop,
            double past,
            Ontology ontology)
            throws ModelException {
        this.segment = segment;
        buffer = new float[segment.sampleRate() / 4];
        begin = segment.ring().written();
        first = Math.max(segment.ring().oldest(), begin - (long) (past * segment.sampleRate()));
        position = first;
        this.next = new Side(next, segment.sampleRate(), hop, ontology);
        this.current =
                current == null ? null : new Side(current, segment.sampleRate(), hop, ontology);
    }

    /**
     * Scores what is there.
     *
     * @param live seconds of new audio that are enough
     * @return whether more is needed and may come
     */
    boolean advance(double live) throws ModelException {
        long end =
                (long)
                        Math.max(
                                begin + live * segment.sampleRate(),
                                first + LEAST_SECONDS * segment.sampleRate());
        while (position < end) {
            long there = Math.min(end, segment.ring().written()) - position;
            int count = (int) Math.min(buffer.length, there);
            if (count <= 0 || !segment.ring().read(position, buffer, count)) {
                return segment.live() && !segment.ended();
            }
            position += count;
            next.write(buffer, count);
            if (current != null) {
                current.write(buffer, count);
            }
        }
        return false;
    }

    /** Windows that the next model has scored. */
    int windows() {
        return next.heard.size();
    }

    /** Windows in which both heard the same sounds. */
    int same() {
        Side other = current;
        return other == null
                ? 0
                : (int)
                        next.heard.entrySet().stream()
                                .filter(e -> e.getValue().equals(other.heard.get(e.getKey())))
                                .count();
    }

    void close() {
        next.session.close();
        if (current != null) {
            current.session.close();
        }
    }

    /** One of the two models. */
    private static final class Side {
        private final InstalledDetector detector;
        private final Ontology ontology;
        private final GuardedSession session;
        private final Map<Long, Set<String>> heard = new HashMap<>();
        private float worst = 0;

        Side(InstalledDetector detector, int sampleRate, Duration hop, Ontology ontology)
                throws ModelException {
            this.detector = detector;
            this.ontology = ontology;
            @Nullable GuardedSession opened;
            try {
                opened = detector.open(sampleRate, hop, start -> true);
            } catch (IllegalArgumentException e) {
                throw new ModelException(
                        "model %s cannot listen at %d Hz: %s"
                                .formatted(detector.name(), sampleRate, e.getMessage()),
                        e);
            }
            if (opened == null) {
                throw gone();
            }
            session = opened;
        }

        void write(float[] samples, int count) throws ModelException {
            try {
                session.write(samples, count, (start, end, scores) -> scored(start, scores));
            } catch (RuntimeException | LinkageError e) {
                throw new ModelException(
                        "model " + detector.name() + " failed on live audio: " + e.getMessage(), e);
            }
            if (!(worst >= -ROUNDING && worst <= 1 + ROUNDING)) {
                throw new ModelException(
                        "model " + detector.name() + " gave the score " + worst + ", not 0 to 1");
            }
            if (session.closed()) {
                throw gone();
            }
        }

        private void scored(long start, float[] scores) {
            Detector labelled = detector.detector();
            List<String> labels = labelled.labels();
            Set<String> sounds = new HashSet<>();
            for (int i = 0; i < scores.length; i++) {
                if (!(scores[i] >= -ROUNDING && scores[i] <= 1 + ROUNDING)) {
                    worst = scores[i];
                }
                if (scores[i] >= labelled.thresholdOf(labels.get(i)).onset()) {
                    sounds.add(ontology.ofLabel(labels.get(i)).id());
                }
            }
            heard.put(start, sounds);
        }

        private ModelException gone() {
            return new ModelException(
                    "model " + detector.name() + " was removed during its shadow run");
        }
    }
}
