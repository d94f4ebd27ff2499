// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

import java.util.LinkedHashMap;
import java.util.Map;

/** Whether an alarm sounds: from the first match until the pattern has stopped. */
final class AlarmTrack {
    private static final float EDGE_POWER = 0.25f;

    private final CadenceMatcher matcher;
    private final ToneHistory history;
    private final ToneSpectrum spectrum;
    private final double hold;
    private double begin;
    private double heard = Double.NEGATIVE_INFINITY;
    private float score;

    AlarmTrack(CadenceMatcher matcher, ToneHistory history, ToneSpectrum spectrum) {
        this.matcher = matcher;
        this.history = history;
        this.spectrum = spectrum;
        hold = 1.3 * matcher.cadence().cycle();
    }

    /** Looks at the newest frame; whether there is new evidence. */
    boolean update() {
        double now = history.seconds();
        if (!matcher.find()) {
            score = now - heard > hold ? 0 : score;
            return false;
        }
        if (score == 0) {
            begin = matcher.endOf(matcher.cadence().enough() - 1);
        }
        boolean fresh = matcher.end() > heard + matcher.cadence().period().middle() / 2;
        boolean surer = matcher.quality() > score;
        score = Math.max(score, matcher.quality());
        heard = Math.max(heard, matcher.end());
        return fresh || surer;
    }

    /** 0 while there is no alarm, else the best match so far. */
    float score() {
        return score;
    }

    /** What the last match measured. */
    Map<String, Double> evidence() {
        int tone = matcher.tone();
        double on = 0;
        double starts = 0;
        int periods = 0;
        double later = Double.NaN;
        int pulses = matcher.cadence().enough();
        for (int n = 0; n < pulses; n++) {
            double end = matcher.endOf(n);
            double middle = end - matcher.period() / 4;
            float edge = EDGE_POWER * history.at(tone, middle);
            double start = edge(tone, middle, edge, -1);
            on += edge(tone, middle, edge, 1) - start;
            if (n > 0 && matcher.place(n) < matcher.cadence().pulses()) {
                starts += later - start;
                periods++;
            }
            later = start;
        }
        double onSeconds = on / pulses;
        double cycle = matcher.rest() + (matcher.cadence().pulses() - 1) * matcher.period();
        Map<String, Double> evidence = new LinkedHashMap<>();
        evidence.put("frequency_hz", (double) Math.round(spectrum.frequency(centre(tone))));
        evidence.put("on_ms", (double) Math.round(1e3 * onSeconds));
        evidence.put("off_ms", (double) Math.round(1e3 * (starts / periods - onSeconds)));
        evidence.put("cycle_ms", (double) Math.round(1e3 * cycle));
        evidence.put("cycles", Math.round(10 * (heard - begin) / cycle) / 10.0);
        return evidence;
    }

    private double edge(int tone, double from, float level, int direction) {
        double step = direction / history.framesPerSecond();
        double at = from;
        double limit = matcher.cadence().period().to();
        while (Math.abs(at - from) < limit && history.at(tone, at + step) >= level) {
            at += step;
        }
        return at;
    }

    /** The tone's place between its neighbours, by the centre of their power. */
    private double centre(int tone) {
        double from = matcher.end() - 0.4 * matcher.period();
        double to = matcher.end() - 0.1 * matcher.period();
        double sum = 0;
        double weighted = 0;
        for (int i = Math.max(0, tone - 1); i <= Math.min(history.tones() - 1, tone + 1); i++) {
            double power = history.mean(i, from, to);
            sum += power;
            weighted += power * i;
        }
        return weighted / sum;
    }
}
