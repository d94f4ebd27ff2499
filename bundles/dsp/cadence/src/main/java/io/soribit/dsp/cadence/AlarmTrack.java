// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

import java.util.Map;

/** Whether an alarm sounds: from the first match until the pattern has stopped. */
final class AlarmTrack {
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
        PulseMeter meter = matcher.meter();
        double rest = Double.isNaN(meter.rest()) ? matcher.rest() : meter.rest();
        double cycle = rest + (matcher.cadence().pulses() - 1) * meter.period();
        double frequency = spectrum.frequency(meter.centre());
        return Map.of(
                "frequency_hz", (double) Math.round(frequency),
                "on_ms", (double) Math.round(1e3 * meter.on()),
                "off_ms", (double) Math.round(1e3 * (meter.period() - meter.on())),
                "cycle_ms", (double) Math.round(1e3 * cycle),
                "cycles", Math.round(10 * (heard - begin) / cycle) / 10.0);
    }
}
