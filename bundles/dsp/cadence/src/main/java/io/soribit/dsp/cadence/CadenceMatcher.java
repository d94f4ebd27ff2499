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
    static final float ENOUGH = 0.8f;

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
    private final Probes[] probes;
    private final PulseMeter meter;

    private float reference;
    private float later;
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
        return meter.alike();
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
            reference = history.mean(i, at - ON_FROM * periodTried, at - ON_TO * periodTried);
            later = Float.MAX_VALUE;
            float group = lost(i, at, pulse, periodTried, 0, 0, pulse);
            if (group > budget()) {
                continue;
            }
            float first = later;
            for (int r = 0; r < cadence.rest().count(); r++) {
                double restTried = cadence.rest().at(r);
                later = first;
                float lost =
                        group + lost(i, at, pulse, periodTried, restTried, pulse, cadence.enough());
                float found = 1 - lost / parts;
                if (found > quality && begins(i, at, pulse, periodTried, restTried)) {
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

    /**
     * Shares of frames that contradict some pulses, counted back from the last, and the gaps after
     * them; much where a rest is none.
     */
    private float lost(int i, double at, int pulse, double p, double r, int from, int to) {
        float lost = 0;
        for (int n = from; n < to && lost <= budget(); n++) {
            double pulseEnd = at - cadence.before(pulse, n, p, r);
            double onFrom = pulseEnd - ON_FROM * p;
            double onTo = pulseEnd - ON_TO * p;
            float on = history.mean(i, onFrom, onTo);
            lost +=
                    on > MOST_LOUDER * reference
                            ? 1
                            : 1 - history.reached(i, onFrom, onTo, SAME * reference);
            float quieter = Math.min(on, later);
            if (Math.floorMod(pulse - 1 - n, cadence.pulses()) + 1 < cadence.pulses()) {
                lost += gap(i, pulseEnd, p, quieter);
            } else if (!rested(i, pulseEnd, n == 0 ? 0 : r, p, quieter)) {
                return Float.MAX_VALUE;
            }
            later = on;
        }
        return lost;
    }

    /** Whether no group has one more pulse before its first. */
    private boolean begins(int i, double at, int pulse, double p, double r) {
        for (int n = 0; n < cadence.enough(); n++) {
            double first = at - cadence.before(pulse, n, p, r);
            if (Math.floorMod(pulse - 1 - n, cadence.pulses()) == 0
                    && history.reached(i, first - 1.4 * p, first - 0.65 * p, QUIET * reference)
                            > MOST_IN_REST) {
                return false;
            }
        }
        return true;
    }

    private float gap(int i, double pulseEnd, double p, float level) {
        float high =
                history.reached(
                        i,
                        pulseEnd + cadence.off().from() * p,
                        pulseEnd + cadence.off().to() * p,
                        cadence.drop() * level);
        return Math.max(0, high - cadence.filled()) / (1 - cadence.filled());
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
}
