// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

/**
 * The best match of a cadence by one rule, of those that {@link CadenceSearch} finds. Not
 * thread-safe.
 */
final class CadenceMatcher {
    /** Least quality of any match: 1 less the mean share of frames that contradict. */
    static final float ENOUGH = 0.8f;

    /** Least power of a pulse before those that decided, as a part of theirs. */
    private static final float SAME = 0.25f;

    private final Cadence cadence;
    private final ToneHistory history;
    private final int parts;
    private final PulseMeter meter;

    private float quality;
    private float budget;
    private int tone;
    private double end;
    private double period;
    private double rest;
    private int last;

    CadenceMatcher(Cadence cadence, ToneHistory history) {
        this.cadence = cadence;
        this.history = history;
        parts = 2 * cadence.enough();
        meter = new PulseMeter(cadence, history);
    }

    Cadence cadence() {
        return cadence;
    }

    /** Forgets the last match. */
    void reset() {
        quality = 0;
        budget = (1 - ENOUGH) * parts;
    }

    /** How much may contradict a timing that is better than the best so far. */
    float budget() {
        return budget;
    }

    /**
     * Takes a timing for the match if it is the best so far.
     *
     * @param lost what contradicts it
     * @param pulse which of its group the last one is, from 1
     */
    void offer(float lost, int candidate, double at, int pulse, double periodTried, double tried) {
        float found = 1 - lost / parts;
        if (found > quality) {
            quality = found;
            budget = (1 - Math.max(quality, ENOUGH)) * parts;
            tone = candidate;
            end = at;
            period = periodTried;
            rest = tried;
            last = pulse;
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
}
