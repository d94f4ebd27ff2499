// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

import io.soribit.api.Detector;
import io.soribit.api.DetectorSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Plays a sound to a detector and remembers when each label was first heard, in seconds. */
final class Hearer implements DetectorSession.ScoreSink {
    private final Detector detector;
    private final int rate;
    private final Map<String, Double> heard = new TreeMap<>();
    private final Map<String, Double> reached = new TreeMap<>();
    private final List<Map<String, Double>> evidence = new ArrayList<>();
    private final Map<String, Double> began = new TreeMap<>();
    private final float[] last;
    private final float[] most;

    private Hearer(Detector detector, int rate) {
        this.detector = detector;
        this.rate = rate;
        last = new float[detector.labels().size()];
        most = new float[last.length];
    }

    static Hearer play(Detector detector, int rate, float[] samples) {
        Hearer hearer = new Hearer(detector, rate);
        try (DetectorSession session = detector.open(rate, Duration.ofMillis(500))) {
            for (int i = 0; i < samples.length; i += 997) {
                session.write(samples, i, Math.min(997, samples.length - i), hearer);
            }
        }
        return hearer;
    }

    Map<String, Double> heard() {
        return heard;
    }

    /** When a label first had a score at all, in seconds; infinity for never. */
    double reached(String label) {
        return reached.getOrDefault(label, Double.POSITIVE_INFINITY);
    }

    Map<String, Double> evidence() {
        return evidence.get(evidence.size() - 1);
    }

    float last(String label) {
        return last[detector.labels().indexOf(label)];
    }

    /** Where what was heard began, in seconds. */
    Map<String, Double> began() {
        return began;
    }

    float most(String label) {
        return most[detector.labels().indexOf(label)];
    }

    @Override
    public void scores(long start, long end, float[] scores) {
        for (int i = 0; i < scores.length; i++) {
            last[i] = scores[i];
            most[i] = Math.max(most[i], scores[i]);
            String label = detector.labels().get(i);
            if (scores[i] > 0) {
                reached.putIfAbsent(label, (double) end / rate);
            }
            if (scores[i] >= detector.thresholdOf(label).onset()) {
                heard.putIfAbsent(label, (double) end / rate);
            }
        }
    }

    @Override
    public void began(int label, long sample) {
        began.put(detector.labels().get(label), (double) sample / rate);
    }

    @Override
    public void evidence(int label, Map<String, Double> measured) {
        evidence.add(measured);
    }
}
