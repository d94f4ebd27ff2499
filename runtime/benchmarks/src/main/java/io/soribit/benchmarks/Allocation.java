// SPDX-License-Identifier: Apache-2.0
package io.soribit.benchmarks;

import com.sun.management.ThreadMXBean;
import io.soribit.api.FeatureStream;
import io.soribit.api.ModelException;
import io.soribit.api.ModelSession;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Locale;

/**
 * Prints the bytes that a window costs on the Java heap, in steady state. The median of some
 * rounds, since the JVM charges a round in which it recompiles with some bytes of its own.
 */
public final class Allocation {
    private static final int WARM_UP = 3000;
    private static final int ROUNDS = 15;
    private static final int WINDOWS = 1000;

    private Allocation() {}

    public static void main(String[] arguments) throws ModelException, IOException {
        Subject subject = new Subject("float32");
        Playback playback = subject.playback();
        FloatBuffer window = subject.firstWindow();
        float[] scores = new float[subject.model().descriptor().labels().size()];
        float[] kept = new float[1];
        FeatureStream.WindowSink sink = (start, features) -> kept[0] += features.get(0);
        try (FeatureStream features = subject.features();
                ModelSession session = subject.model().open()) {
            double mel = bytesPerRun(() -> playback.advance(features, sink));
            double inference = bytesPerRun(() -> session.score(window, scores));
            System.out.printf(
                    Locale.ROOT, "{\"mel\": %.3f, \"inference\": %.3f}%n", mel, inference);
        }
    }

    private static double bytesPerRun(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        repeat(WARM_UP, work);
        long[] bytes = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getThreadAllocatedBytes(thread);
            repeat(WINDOWS, work);
            bytes[round] = threads.getThreadAllocatedBytes(thread) - before;
        }
        Arrays.sort(bytes);
        return (double) bytes[ROUNDS / 2] / WINDOWS;
    }

    private static void repeat(int times, Runnable work) {
        for (int i = 0; i < times; i++) {
            work.run();
        }
    }
}
