// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

/**
 * Looks for a cadence in the history of each tone. Where a tone has just ended, it is taken for the
 * end of a pulse, and the pulses, gaps and rests before it are compared with what is there, for
 * each timing within the tolerances. Each of them is looked at in its middle, away from the edges
 * that tolerances and rooms blur; a gap must be quieter than the pulses beside it. Not thread-safe.
 */
final class CadenceMatcher {
    /** Quality that is a match: 1 less the mean share of frames that contradict. */
    static final float ENOUGH = 0.85f;

    private static final float FAINTEST = 1e-9f;
    private static final float SAME = 0.25f;
    private static final float MOST_LOUDER = 8;
    private static final float MOST_IN_REST = 0.2f;
    private static final float QUIET = 0.25f;
    private static final double ON_FROM = 0.4;
    private static final double ON_TO = 0.1;
    private static final double LONGEST = 0.62;

    private final Cadence cadence;
    private final ToneHistory history;
    private final double nominal;
    private final int parts;

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
    }

    Cadence cadence() {
        return cadence;
    }

    /** Whether the cadence is there, given the history until now; then the rest tells how. */
    boolean find() {
        quality = 0;
        for (int pulse = cadence.anyPulse() ? 1 : cadence.pulses();
                pulse <= cadence.pulses();
                pulse++) {
            double at = history.seconds() - 1 / history.framesPerSecond() - cadence.patience(pulse);
            for (int i = 0; i < history.tones(); i++) {
                if (ended(i, at)) {
                    match(i, at, pulse);
                }
            }
        }
        return quality >= ENOUGH;
    }

    /** Of the last match, {@link #ENOUGH} to 1. */
    float quality() {
        return quality;
    }

    int tone() {
        return tone;
    }

    /** End of the last pulse in seconds from the start. */
    double end() {
        return end;
    }

    /** Estimated end of a pulse, counted back from the last. */
    double endOf(int pulseBack) {
        return end - before(last, pulseBack, period, rest);
    }

    double period() {
        return period;
    }

    double rest() {
        return rest;
    }

    /** Which pulse of its group the one that is so many back is, from 1. */
    int place(int pulseBack) {
        return Math.floorMod(last - 1 - pulseBack, cadence.pulses()) + 1;
    }

    private boolean ended(int i, double at) {
        double middle = at - nominal / 4;
        float power = history.at(i, middle);
        return power >= FAINTEST
                && history.at(i, at + nominal * cadence.off().middle()) < 0.5f * power
                && power >= neighbour(i - 1, middle)
                && power >= neighbour(i + 1, middle);
    }

    private float neighbour(int i, double second) {
        return i < 0 || i >= history.tones() ? 0 : history.at(i, second);
    }

    private void match(int i, double at, int pulse) {
        for (int p = 0; p < cadence.period().count(); p++) {
            double periodTried = cadence.period().at(p);
            if (lost(i, at, pulse, periodTried, 0, pulse) > budget()) {
                continue; // the group that has just ended does not fit
            }
            for (int r = 0; r < cadence.rest().count(); r++) {
                double restTried = cadence.rest().at(r);
                float lost = lost(i, at, pulse, periodTried, restTried, cadence.enough());
                float found = 1 - lost / parts;
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

    /** Shares of frames that contradict, summed over pulses and gaps; much where a rest is none. */
    private float lost(int i, double at, int pulse, double p, double r, int pulses) {
        float reference = history.mean(i, at - ON_FROM * p, at - ON_TO * p);
        float later = Float.MAX_VALUE;
        float lost = 0;
        for (int n = 0; n < pulses; n++) {
            double pulseEnd = at - before(pulse, n, p, r);
            float on = history.mean(i, pulseEnd - ON_FROM * p, pulseEnd - ON_TO * p);
            float kept =
                    history.reached(
                            i, pulseEnd - ON_FROM * p, pulseEnd - ON_TO * p, SAME * reference);
            lost += on > MOST_LOUDER * reference ? 1 : 1 - kept;
            float quieter = Math.min(on, later);
            if (Math.floorMod(pulse - 1 - n, cadence.pulses()) + 1 < cadence.pulses()) {
                lost += gap(i, pulseEnd, p, quieter);
            } else if (!rested(i, pulseEnd, n == 0 ? 0 : r, p, quieter)) {
                return Float.MAX_VALUE;
            }
            if (lost > budget()) {
                return Float.MAX_VALUE;
            }
            later = on;
        }
        double first = at - before(pulse, pulses - 1, p, r);
        if (pulses == cadence.enough()
                && Math.floorMod(pulse - pulses, cadence.pulses()) == 0
                && history.reached(i, first - 1.4 * p, first - 0.65 * p, QUIET * reference)
                        > MOST_IN_REST) {
            return Float.MAX_VALUE; // there is one more pulse before the group
        }
        return lost;
    }

    private float gap(int i, double pulseEnd, double p, float level) {
        return history.reached(
                i,
                pulseEnd + cadence.off().from() * p,
                pulseEnd + cadence.off().to() * p,
                cadence.drop() * level);
    }

    /** Whether it is quiet where one more pulse would be, and from there to the next group. */
    private boolean rested(int i, double pulseEnd, double r, double p, float level) {
        if (history.reached(i, pulseEnd + 0.3 * p, pulseEnd + 0.95 * p, cadence.drop() * level)
                > MOST_IN_REST) {
            return false;
        }
        double next = pulseEnd + r - LONGEST * p;
        return next <= pulseEnd + 0.95 * p
                || history.reached(i, pulseEnd + 0.95 * p, next, QUIET * level) <= MOST_IN_REST;
    }

    /** Seconds from the end of a pulse to that of the last one, which is a group's so-manieth. */
    private double before(int pulse, int back, double p, double r) {
        int index = pulse - 1 - back;
        int groups = Math.floorDiv(index, cadence.pulses());
        int place = Math.floorMod(index, cadence.pulses());
        double cycle = (cadence.pulses() - 1) * p + r;
        return (pulse - 1 - place) * p - groups * cycle;
    }
}
