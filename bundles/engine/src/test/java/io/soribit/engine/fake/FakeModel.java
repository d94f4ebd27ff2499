// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.fake;

import io.soribit.api.FrontEndSpec;
import io.soribit.api.GoldenWindow;
import io.soribit.api.Model;
import io.soribit.api.ModelDescriptor;
import io.soribit.api.ModelSession;
import io.soribit.api.Threshold;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A model that scores with a given function, and counts how many of its sessions are open. */
public final class FakeModel implements Model {
    /** Scores a window. */
    public interface Scoring {
        void score(FloatBuffer features, float[] scores);
    }

    public static final Threshold THRESHOLD = new Threshold(0.5f, 0.4f);

    public final AtomicInteger open = new AtomicInteger();
    public final AtomicInteger opened = new AtomicInteger();
    public volatile List<GoldenWindow> golden = List.of();
    private final ModelDescriptor descriptor;
    private final int size;
    private final Scoring scoring;

    public FakeModel(String id, int size, List<String> labels, Scoring scoring) {
        this(id, size, labels, FakeFrontEnd.TYPE, null, Map.of(), scoring);
    }

    /** The same model with a companion. */
    public FakeModel with(String companion) {
        return new FakeModel(
                descriptor.id(),
                size,
                descriptor.labels(),
                descriptor.frontEnd().type(),
                companion,
                descriptor.card(),
                scoring);
    }

    /** The same model with another front end. */
    public FakeModel on(String frontEnd) {
        return new FakeModel(
                descriptor.id(),
                size,
                descriptor.labels(),
                frontEnd,
                descriptor.companion(),
                descriptor.card(),
                scoring);
    }

    /** One that says how accurate it is. */
    public static FakeModel rated(String id, double accuracy) {
        return new FakeModel(
                id,
                1,
                List.of("doorbell"),
                FakeFrontEnd.TYPE,
                null,
                Map.of("metrics", Map.of("accuracy", accuracy)),
                (f, s) -> {});
    }

    private FakeModel(
            String id,
            int size,
            List<String> labels,
            String frontEnd,
            @Nullable String companion,
            Map<String, Object> card,
            Scoring scoring) {
        this.size = size;
        this.scoring = scoring;
        descriptor =
                new ModelDescriptor(
                        id,
                        "fake",
                        "plain",
                        "1",
                        labels,
                        new FrontEndSpec(frontEnd, Map.of()),
                        THRESHOLD,
                        Map.of(),
                        List.of(),
                        1,
                        companion,
                        1,
                        card);
    }

    /** A model of a doorbell, heard as surely as the window's first sample is high. */
    public static FakeModel doorbell(String id) {
        return new FakeModel(id, 1, List.of("doorbell"), (f, s) -> s[0] = f.get(f.position()));
    }

    @Override
    public ModelDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public List<GoldenWindow> golden() {
        return golden;
    }

    @Override
    public ModelSession open() {
        open.incrementAndGet();
        opened.incrementAndGet();
        return new Session();
    }

    private final class Session implements ModelSession {
        private boolean closed;
        private volatile boolean busy;

        @Override
        public int windowSize() {
            return size;
        }

        @Override
        public void score(FloatBuffer features, float[] scores) {
            if (closed || features.remaining() != size) {
                throw new IllegalStateException(closed ? "closed" : "wrong size");
            }
            busy = true;
            try {
                scoring.score(features, scores);
            } finally {
                busy = false;
            }
        }

        @Override
        public void close() {
            if (busy) {
                throw new AssertionError("closed while it scores");
            }
            if (!closed) {
                closed = true;
                open.decrementAndGet();
            }
        }
    }
}
