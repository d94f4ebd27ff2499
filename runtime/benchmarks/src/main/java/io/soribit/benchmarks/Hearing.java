// SPDX-License-Identifier: Apache-2.0
package io.soribit.benchmarks;

import io.soribit.api.Detector;
import io.soribit.api.DetectorSession;
import io.soribit.dsp.cadence.CadenceDetector;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/** The cadence detector, and the time it takes. Not thread-safe. */
final class Hearing {
    static final int RATE = 16_000;

    /** The first labels; the others are beeps that go on. */
    static final int ALARMS = 2;

    private static final int BLOCK = RATE / 10;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Detector detector = new CadenceDetector();
    private double audioSeconds;
    private long nanos;

    Detector detector() {
        return detector;
    }

    DetectorSession open() {
        return detector.open(RATE, Duration.ofMillis(500));
    }

    void write(DetectorSession session, float[] wave, DetectorSession.ScoreSink sink) {
        long began = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < wave.length; i += BLOCK) {
            session.write(wave, i, Math.min(BLOCK, wave.length - i), sink);
        }
        nanos += THREADS.getCurrentThreadCpuTime() - began;
        audioSeconds += (double) wave.length / RATE;
    }

    /** When a label is first heard in a wave. */
    Heard heardAt(float[] wave, String label) {
        int index = detector.labels().indexOf(label);
        float onset = detector.thresholdOf(label).onset();
        double[] at = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        try (DetectorSession session = open()) {
            write(
                    session,
                    wave,
                    (start, end, scores) -> {
                        double second = (double) end / RATE;
                        if (scores[index] >= CadenceDetector.PROVISIONAL) {
                            at[0] = Math.min(at[0], second);
                        }
                        if (scores[index] >= onset) {
                            at[1] = Math.min(at[1], second);
                        }
                    });
        }
        return new Heard(at[0], at[1]);
    }

    /**
     * Seconds; infinity for never.
     *
     * @param provisionally for a model to confirm
     * @param surely whatever a model says
     */
    record Heard(double provisionally, double surely) {}

    /** Audio seconds a core second. */
    double speed() {
        return audioSeconds / (nanos * 1e-9);
    }
}
