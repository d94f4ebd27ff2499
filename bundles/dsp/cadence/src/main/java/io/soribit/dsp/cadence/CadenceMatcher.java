// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

/**
 * Looks for a cadence in the history of each tone. Where a tone has just ended, it is taken for the
 * end of a pulse, and each timing within the tolerances is compared with what is there before it.
 * Not thread-safe.
 */
final class CadenceMatcher {
    /** Quality that is a match: 1 less the mean share of frames that contradict. */
    static final float ENOUGH = 0.8f;

    private static final float FAINTEST = 1e-9f;

    private final Cadence cadence;
    private final ToneHistory history;
    private final double nominal;
    private final int parts;
    private final Probes[] probes;
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
        nominal = cadence.period().middle();
        parts = 2 * cadence.enough();
        pattern = new PulsePattern(cadence, history);
        meter = new PulseMeter(cadence, history);
        probes = new Probes[cadence.pulses() + 1];
        for (int pulse = 0; pulse < probes.length; pulse++) {
            probes[pulse] = new Probes(cadence, Math.max(1, pulse));
        }
    }

    Cadence cadence() {
        return cadence;
    }

    /** Whether the cadence is there, given the history until now; then the rest tells how. */
    boolean find() {
        quality = 0;
        if (history.count() % cadence.stride() != 0) {
            return false;
        }
        for (int pulse = cadence.anyPulse() ? 1 : cadence.pulses();
                pulse <= cadence.pulses();
                pulse++) {
            double at = history.seconds() - 1 / history.framesPerSecond() - cadence.patience(pulse);
            for (int i = 0; i < history.tones(); i++) {
                if (ended(i, at, pulse)) {
                    match(i, at, pulse);
                }
            }
        }
        return quality >= ENOUGH && alike();
    }

    /** Of the last match, {@link #ENOUGH} to 1. */
    float quality() {
        return quality;
    }

    /** End of the last pulse in seconds from the start. */
    double end() {
        return end;
    }

    /** Estimated end of a pulse, counted back from the last. */
    double endOf(int pulseBack) {
        return end - cadence.before(last, pulseBack, period, rest);
    }

    double rest() {
        return rest;
    }

    /** What the pulses of the last match are like. */
    PulseMeter meter() {
        return meter;
    }

    private boolean alike() {
        for (int n = 0; n < cadence.enough(); n++) {
            meter.measure(n, tone, endOf(n), period);
        }
        return meter.alike(tone, last);
    }

    private boolean ended(int i, double at, int pulse) {
        double middle = at - nominal / 4;
        float power = history.at(i, middle);
        return power >= FAINTEST
                && power >= neighbour(i - 1, middle)
                && power >= neighbour(i + 1, middle)
                && probes[pulse].fit(history, i, at, power);
    }

    private float neighbour(int i, double second) {
        return i < 0 || i >= history.tones() ? 0 : history.at(i, second);
    }

    private void match(int i, double at, int pulse) {
        for (int p = 0; p < cadence.period().count(); p++) {
            double periodTried = cadence.period().at(p);
            float group = pattern.begin(i, at, pulse, periodTried, budget());
            if (group > budget()) {
                continue;
            }
            for (int r = 0; r < cadence.rest().count(); r++) {
                double restTried = cadence.rest().at(r);
                float found = 1 - pattern.lost(restTried, budget()) / parts;
                if (found > quality) {
                    quality = found;
                    tone = i;
                    end = at;
                    period = periodTried;
                    rest = restTried;
                    last = pulse;
                }
            }
        }
    }

    private float budget() {
        return (1 - Math.max(quality, ENOUGH)) * parts;
    }
}
