// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

/**
 * A cadence of a given timing against the history of a tone. Pulses, gaps and rests are looked at
 * in their middle, away from the edges that tolerances and rooms blur; a gap must be quieter than
 * the pulses beside it, a rest than the pulse before it. Not thread-safe.
 */
final class PulsePattern {
    private static final float SAME = 0.25f;
    private static final float MOST_LOUDER = 8;
    private static final float MOST_IN_REST = 0.2f;
    private static final float QUIET = 0.25f;
    private static final double ON_FROM = 0.4;
    private static final double ON_TO = 0.1;
    private static final double LONGEST = 0.62;

    private final Cadence cadence;
    private final ToneHistory history;
    private final ToneHistory.Level level = new ToneHistory.Level();
    private final int[] places;
    private final int[] groups;
    private int tone;
    private double end;
    private int pulse;
    private double period;
    private float reference;
    private float later;
    private float groupLost;
    private float groupLater;
    private double rest;
    private double cycle;
    private int next;
    private float lost;

    PulsePattern(Cadence cadence, ToneHistory history) {
        this.cadence = cadence;
        this.history = history;
        places = new int[cadence.enough()];
        groups = new int[cadence.enough()];
    }

    /**
     * Takes a pulse's end for that of the last one, and a period for the timing of its group.
     *
     * @param pulse which of its group the last one is, from 1
     * @return shares of frames that contradict this group, one for each pulse and gap; it stops
     *     above the budget
     */
    float begin(int tone, double end, int pulse, double period, float budget) {
        this.tone = tone;
        this.end = end;
        this.pulse = pulse;
        this.period = period;
        reference = history.mean(tone, end - ON_FROM * period, end - ON_TO * period);
        for (int n = 0; n < places.length; n++) {
            places[n] = Math.floorMod(pulse - 1 - n, cadence.pulses());
            groups[n] = Math.floorDiv(pulse - 1 - n, cadence.pulses());
        }
        assume(0);
        next = 0;
        lost = 0;
        later = Float.MAX_VALUE;
        groupLost = lost(pulse, budget);
        groupLater = later;
        return groupLost;
    }

    /** Takes a rest for the time between its groups. */
    void assume(double restTried) {
        rest = restTried;
        cycle = cadence.cycle(period, rest);
        next = pulse;
        lost = groupLost;
        later = groupLater;
    }

    /** The same of so many pulses, with the rest assumed; much where there is none. */
    float lost(int pulses, float budget) {
        for (; next < pulses && lost <= budget; next++) {
            compare(next, budget);
        }
        return lost;
    }

    private void compare(int n, float budget) {
        double pulseEnd = end - ((pulse - 1 - places[n]) * period - groups[n] * cycle);
        double from = pulseEnd - ON_FROM * period;
        history.measure(tone, from, pulseEnd - ON_TO * period, SAME * reference, level);
        float on = level.mean();
        float before = later;
        lost += on > MOST_LOUDER * reference ? 1 : 1 - level.reached();
        later = on;
        if (lost > budget) {
            return;
        }
        if (places[n] + 1 < cadence.pulses()) {
            lost += gap(pulseEnd, Math.min(on, before));
        } else if (!rested(pulseEnd, on)) {
            lost = Float.MAX_VALUE;
        }
    }

    private float gap(double pulseEnd, float level) {
        float high =
                history.reached(
                        tone,
                        pulseEnd + cadence.off().from() * period,
                        pulseEnd + cadence.off().to() * period,
                        cadence.drop() * level);
        return Math.max(0, high - cadence.filled()) / (1 - cadence.filled());
    }

    /** Whether it is quiet where one more pulse would be, and from there to the next group. */
    private boolean rested(double pulseEnd, float level) {
        double from = pulseEnd + 0.95 * period;
        double to = pulseEnd + rest - LONGEST * period;
        float drop = cadence.drop() * level;
        return history.isQuiet(tone, pulseEnd + 0.3 * period, from, drop, MOST_IN_REST)
                && (to <= from || history.isQuiet(tone, from, to, QUIET * level, MOST_IN_REST));
    }
}
