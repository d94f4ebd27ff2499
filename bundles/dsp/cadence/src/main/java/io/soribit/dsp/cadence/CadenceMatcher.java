// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

/**
 * Looks for a cadence in the history of each tone. Where a tone has just ended, it is taken for the
 * end of a pulse, and each timing within the tolerances is compared with what is there before it.
 * Not thread-safe.
 */
final class CadenceMatcher {
    /** Least quality of any match: 1 less the mean share of frames that contradict. */
    static final float ENOUGH = 0.8f;

    /** Least power of a pulse before those that decided, as a part of theirs. */
    private static final float SAME = 0.25f;

    private final Cadence cadence;
    private final ToneHistory history;
    private final int parts;
    private final PulsePattern pattern;
    private final PulseMeter meter;

    private float quality;
    private int tone;
    private double end;
    private double period;
    private double rest;
    private int last;

    CadenceMatcher(Cadence cadence, ToneHistory history) {
        this.cadence = cadence;
        this.history = history;
        parts = 2 * cadence.enough();
        pattern = new PulsePattern(cadence, history);
        meter = new PulseMeter(cadence, history);
    }

    Cadence cadence() {
        return cadence;
    }

    /** Forgets the last match. */
    void reset() {
        quality = 0;
    }

    /** Takes the end of a tone for that of a pulse of its group. */
    void match(int candidate, double at, int pulse) {
        for (int p = 0; p < cadence.period().count(); p++) {
            double periodTried = cadence.period().at(p);
            float group = pattern.begin(candidate, at, pulse, periodTried, budget());
            if (group > budget()) {
                continue;
            }
            for (int r = 0; r < cadence.rest().count(); r++) {
                double restTried = cadence.rest().at(r);
                float found = 1 - pattern.lost(restTried, budget()) / parts;
                if (found > quality) {
                    quality = found;
                    tone = candidate;
                    end = at;
                    period = periodTried;
                    rest = restTried;
                    last = pulse;
                }
            }
        }
    }

    /** Whether the best match since the reset is one; the other getters then describe it. */
    boolean found() {
        return quality >= cadence.rule().quality() && alike();
    }

    /** Of the last match, {@link #ENOUGH} to 1. */
    float quality() {
        return quality;
    }

    /** End of the last pulse in seconds from the start. */
    double end() {
        return end;
    }

    /** Estimated beginning of the first pulse that is remembered without one missing. */
    double begin() {
        int first = cadence.enough() - 1;
        float least = SAME * power(first);
        while (power(first + 1) >= least && least > 0) {
            first++;
        }
        return endOf(first) - cadence.on();
    }

    private float power(int pulseBack) {
        double pulseEnd = endOf(pulseBack);
        return history.mean(tone, pulseEnd - 0.4 * period, pulseEnd - 0.1 * period);
    }

    double rest() {
        return rest;
    }

    /** From a group of pulses to the next, in seconds. */
    double cycle() {
        return rest + (cadence.pulses() - 1) * period;
    }

    /** What the pulses of the last match are like. */
    PulseMeter meter() {
        return meter;
    }

    private double endOf(int pulseBack) {
        return end - cadence.before(last, pulseBack, period, rest);
    }

    private boolean alike() {
        for (int n = 0; n < cadence.enough(); n++) {
            meter.measure(n, tone, endOf(n), period);
        }
        return meter.alike(tone, last);
    }

    private float budget() {
        return (1 - Math.max(quality, ENOUGH)) * parts;
    }
}
