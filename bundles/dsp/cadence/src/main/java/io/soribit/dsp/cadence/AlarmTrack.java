// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

import java.util.Map;

/**
 * Whether an alarm sounds: from the first match of the strict rule, or from the second of the early
 * one where two that lie whole cycles apart are enough, until the pattern has stopped. Else a match
 * of the early rule is provisional.
 */
final class AlarmTrack {
    private final CadenceSearch search;
    private final CadenceMatcher strict;
    private final CadenceMatcher early;
    private final RepeatedMatch repeated;
    private final ToneHistory history;
    private final ToneBands bands;
    private final double hold;
    private final boolean repeats;
    private CadenceMatcher last;
    private double begin;
    private double heard = Double.NEGATIVE_INFINITY;
    private float score;

    AlarmTrack(Alarm alarm, ToneHistory history, ToneBands bands) {
        search = new CadenceSearch(alarm, history);
        strict = search.strict();
        early = search.early();
        repeated = new RepeatedMatch(early);
        repeats = alarm.repeats();
        last = strict;
        this.history = history;
        this.bands = bands;
        hold = 1.3 * alarm.strict().cycle();
    }

    /** Looks at the newest frame; whether there is new evidence. */
    boolean update() {
        if (history.seconds() - heard > hold) {
            score = 0;
        }
        search.update();
        boolean maybe = early.found();
        boolean again = maybe && repeated.add() && repeats;
        if (strict.found()) {
            return matched(strict, strict.quality());
        }
        return maybe && matched(early, again ? early.quality() : CadenceDetector.PROVISIONAL);
    }

    private boolean matched(CadenceMatcher matcher, float quality) {
        if (score == 0) {
            begin = matcher.begin();
        }
        boolean fresh = matcher.end() > heard + matcher.cadence().period().middle() / 2;
        boolean surer = quality > score;
        score = Math.max(score, quality);
        heard = Math.max(heard, matcher.end());
        last = matcher;
        return fresh || surer;
    }

    /** 0 while there is no alarm; {@link CadenceDetector#PROVISIONAL}, or the best match so far. */
    float score() {
        return score;
    }

    /** Where its first pulse began, in seconds from the start, at 0 or later. */
    double begin() {
        return Math.max(0, begin);
    }

    /** What the last match measured. */
    Map<String, Double> evidence() {
        PulseMeter meter = last.meter();
        double rest = Double.isNaN(meter.rest()) ? last.rest() : meter.rest();
        double cycle = rest + (last.cadence().pulses() - 1) * meter.period();
        double frequency = bands.frequency(meter.centre());
        return Map.of(
                "frequency_hz", (double) Math.round(frequency),
                "on_ms", (double) Math.round(1e3 * meter.on()),
                "off_ms", (double) Math.round(1e3 * (meter.period() - meter.on())),
                "cycle_ms", (double) Math.round(1e3 * cycle),
                "cycles", Math.round(10 * (heard - begin) / cycle) / 10.0);
    }
}
