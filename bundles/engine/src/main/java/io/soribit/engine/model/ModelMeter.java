// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.model;

import io.soribit.api.GoldenWindow;
import io.soribit.api.Model;
import io.soribit.api.ModelException;
import io.soribit.api.ModelSession;
import io.soribit.api.hub.ModelFigures;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Measures a model on this machine, one thread, alone. Used by one thread. */
final class ModelMeter {
    /** For figures that people compare. */
    static final int EXACT = 200;

    /** For a choice by a hub that may be overloaded. */
    static final int QUICK = 40;

    private static final float NOTHING = 0.1f; // below this no label is heard
    private static final Path STATUS = Path.of("/proc/self/status");

    private final Model model;
    private final @Nullable Model reference;
    private final int runs;

    /**
     * @param reference the float32 variant of its family; null if there is none
     * @param runs how many windows are scored
     */
    ModelMeter(Model model, @Nullable Model reference, int runs) {
        this.model = model;
        this.reference = reference;
        this.runs = runs;
    }

    ModelFigures measure() throws ModelException {
        double before = residentMegabytes();
        long began = System.nanoTime();
        try (ModelSession session = model.open()) {
            double load = (System.nanoTime() - began) / 1e6;
            double[] millis = times(session);
            double memory = Math.max(0, residentMegabytes() - before);
            return new ModelFigures(
                    model.descriptor().id(),
                    model.bytes(),
                    load,
                    millis[runs / 2],
                    millis[runs * 95 / 100],
                    memory,
                    agreement(session),
                    model.descriptor().accuracy(),
                    model.descriptor().f1());
        }
    }

    private double[] times(ModelSession session) {
        FloatBuffer window = buffer(session.windowSize());
        Random random = new Random(1);
        while (window.hasRemaining()) {
            window.put(-70 * random.nextFloat());
        }
        window.flip();
        float[] scores = new float[model.descriptor().labels().size()];
        double[] millis = new double[runs];
        for (int i = -runs / 5; i < runs; i++) {
            long start = System.nanoTime();
            session.score(window, scores);
            if (i >= 0) {
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(millis);
        return millis;
    }

    private double agreement(ModelSession session) throws ModelException {
        List<GoldenWindow> golden = model.golden();
        if (golden.isEmpty() || reference == null) {
            return Double.NaN;
        }
        int same = 0;
        try (ModelSession other = reference.open()) {
            for (GoldenWindow window : golden) {
                String mine = loudest(model, session, window);
                same += mine.equals(loudest(reference, other, window)) ? 1 : 0;
            }
        }
        return (double) same / golden.size();
    }

    private static String loudest(Model model, ModelSession session, GoldenWindow window) {
        List<String> labels = model.descriptor().labels();
        float[] scores = new float[labels.size()];
        FloatBuffer features = buffer(session.windowSize());
        features.put(window.features()).flip();
        session.score(features, scores);
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return scores[best] < NOTHING ? "" : labels.get(best);
    }

    /** Room for a window, as sessions like it. */
    static FloatBuffer buffer(int floats) {
        return ByteBuffer.allocateDirect(floats * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private static double residentMegabytes() {
        try {
            return Files.readAllLines(STATUS).stream()
                            .filter(line -> line.startsWith("VmRSS:"))
                            .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElse(0)
                    / 1024;
        } catch (IOException e) {
            return 0; // no such file but on Linux
        }
    }
}
