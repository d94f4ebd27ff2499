// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

/**
 * A standard alarm signal: groups of equal pulses. Times in seconds; periods and rests count from
 * the start of a pulse to the start of the next, and span the tolerances.
 *
 * @param label id of the sound
 * @param pulses in a group
 * @param on length of a pulse
 * @param period within a group
 * @param rest from a group's last pulse to the first of the next
 * @param cycle nominal time from group to group
 * @param anyPulse whether they may end with any pulse of a group, or with its last alone
 * @param off where a gap is looked at, in periods after a pulse's end
 * @param drop highest level there, as a part of the pulse's power
 * @param filled share of a gap in which that may be exceeded
 * @param stride frames from one look to the next
 * @param jitter how far a pulse may begin from the position that the others predict
 * @param rule what decides
 */
record Cadence(
        String label,
        int pulses,
        double on,
        Span period,
        Span rest,
        double cycle,
        boolean anyPulse,
        Span off,
        float drop,
        float filled,
        int stride,
        double jitter,
        Rule rule) {
    /** T3 of ISO 8201 and NFPA 72: 0.5 s on, 0.5 s off, three times, then 1.5 s off; ±10 %. */
    static final Cadence SMOKE =
            new Cadence(
                    "smoke_alarm",
                    3,
                    0.5,
                    new Span(0.9, 1.1, 0.025),
                    new Span(1.75, 2.25, 0.05),
                    4,
                    true,
                    new Span(0.2, 0.4, 0.2),
                    0.25f,
                    0,
                    4,
                    0.06,
                    new Rule(6, 1, 0.8f, 0.9, 0.06));

    /**
     * T4 of UL 2034 and NFPA 720: 0.1 s on, 0.1 s off, four times, then 5 s off. Rooms fill its
     * short gaps, hence the small drop.
     */
    static final Cadence CARBON_MONOXIDE =
            new Cadence(
                    "co_alarm",
                    4,
                    0.1,
                    new Span(0.17, 0.25, 0.0075),
                    new Span(4.5, 5.75, 0.03),
                    5.7,
                    false,
                    new Span(0.25, 0.45, 0.2),
                    0.5f,
                    0.6f,
                    2,
                    0.025,
                    new Rule(8, 1, 0.87f, 0.6, 0.01));

    /** The same signal by another rule. */
    Cadence by(Rule other) {
        return new Cadence(
                label, pulses, on, period, rest, cycle, anyPulse, off, drop, filled, stride, jitter,
                other);
    }

    /**
     * What decides.
     *
     * @param enough successive pulses
     * @param mostOdd how many of them may be unlike the others
     * @param quality of the match, from {@link CadenceMatcher#ENOUGH} to 1
     * @param leastLength of a pulse, as a part of its nominal length
     * @param tolerance in seconds, of period and rest beyond their spans
     */
    record Rule(int enough, int mostOdd, float quality, double leastLength, double tolerance) {}

    /** Values from one to another. */
    record Span(double from, double to, double step) {
        double[] values() {
            double[] values = new double[(int) Math.round((to - from) / step) + 1];
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.min(to, from + i * step);
            }
            return values;
        }

        boolean holds(double value, double tolerance) {
            return value >= from - tolerance && value <= to + tolerance;
        }

        double middle() {
            return (from + to) / 2;
        }
    }

    int enough() {
        return rule.enough();
    }

    /** Time after the end of a group's pulse (counted from 1) until it can be judged. */
    double gapTimeout(int pulse) {
        return period.to() * (pulse == pulses ? 0.95 : off.to());
    }

    /**
     * Seconds from the end of an earlier pulse to that of a later one.
     *
     * @param pulse which of its group the later one is, from 1
     * @param back how many pulses the earlier one lies back
     * @param p period in seconds
     * @param r rest in seconds
     */
    double before(int pulse, int back, double p, double r) {
        int index = pulse - 1 - back;
        int groups = Math.floorDiv(index, pulses);
        int place = Math.floorMod(index, pulses);
        return (pulse - 1 - place) * p - groups * cycle(p, r);
    }

    /** Seconds from group to group, given the period and the rest. */
    double cycle(double p, double r) {
        return (pulses - 1) * p + r;
    }
}
