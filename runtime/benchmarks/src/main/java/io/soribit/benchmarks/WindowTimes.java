// SPDX-License-Identifier: Apache-2.0
package io.soribit.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.api.ModelException;
import io.soribit.api.ModelSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Prints {@code {variant: milliseconds}}, the median time in which a session scores a window, of
 * each variant named. Variants take turns, so that whatever else the machine does strikes all
 * alike.
 */
public final class WindowTimes {
    private static final int ROUNDS = 5;
    private static final int WARM_UP = 5;
    private static final int RUNS = 20;

    private final ModelSession session;
    private final FloatBuffer window;
    private final float[] scores;
    private final long[] nanos = new long[ROUNDS * RUNS];
    private int taken;

    private WindowTimes(String variant) throws ModelException, IOException {
        Subject subject = new Subject(variant);
        session = subject.model().open();
        window = subject.firstWindow();
        scores = new float[subject.model().descriptor().labels().size()];
    }

    public static void main(String[] variants) throws ModelException, IOException {
        Map<String, WindowTimes> all = new LinkedHashMap<>();
        for (String variant : variants) {
            all.put(variant, new WindowTimes(variant));
        }
        for (int round = 0; round < ROUNDS; round++) {
            all.values().forEach(WindowTimes::round);
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        all.forEach((variant, times) -> medians.put(variant, times.milliseconds()));
        System.out.println(new ObjectMapper().writeValueAsString(medians));
    }

    private void round() {
        for (int i = 0; i < WARM_UP; i++) {
            session.score(window, scores);
        }
        for (int i = 0; i < RUNS; i++) {
            long start = System.nanoTime();
            session.score(window, scores);
            nanos[taken++] = System.nanoTime() - start;
        }
    }

    private double milliseconds() {
        Arrays.sort(nanos);
        session.close();
        return nanos[nanos.length / 2] / 1e6;
    }
}
