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
    private int tone;
    private double end;
    private int pulse;
    private double period;
    private float reference;
    private float later;
    private float groupLost;
    private float groupLater;

    PulsePattern(Cadence cadence, ToneHistory history) {
        this.cadence = cadence;
        this.history = history;
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
        later = Float.MAX_VALUE;
        groupLost = lost(0, 0, pulse, 0, budget);
        groupLater = later;
        return groupLost;
    }

    /** The same of all pulses that decide, given the rest; much where the rest is none. */
    float lost(double rest, float budget) {
        later = groupLater;
        return lost(rest, pulse, cadence.enough(), groupLost, budget);
    }

    private float lost(double rest, int from, int to, float before, float budget) {
        float lost = before;
        for (int n = from; n < to && lost <= budget; n++) {
            double pulseEnd = end - cadence.before(pulse, n, period, rest);
            double onFrom = pulseEnd - ON_FROM * period;
            double onTo = pulseEnd - ON_TO * period;
            float on = history.mean(tone, onFrom, onTo);
            lost +=
                    on > MOST_LOUDER * reference
                            ? 1
                            : 1 - history.reached(tone, onFrom, onTo, SAME * reference);
            if (Math.floorMod(pulse - 1 - n, cadence.pulses()) + 1 < cadence.pulses()) {
                lost += gap(pulseEnd, Math.min(on, later));
            } else if (!rested(pulseEnd, n == 0 ? 0 : rest, on)) {
                return Float.MAX_VALUE;
            }
            later = on;
        }
        return lost;
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
    private boolean rested(double pulseEnd, double r, float level) {
        if (history.reached(
                        tone,
                        pulseEnd + 0.3 * period,
                        pulseEnd + 0.95 * period,
                        cadence.drop() * level)
                > MOST_IN_REST) {
            return false;
        }
        double next = pulseEnd + r - LONGEST * period;
        return next <= pulseEnd + 0.95 * period
                || history.reached(tone, pulseEnd + 0.95 * period, next, QUIET * level)
                        <= MOST_IN_REST;
    }
}
