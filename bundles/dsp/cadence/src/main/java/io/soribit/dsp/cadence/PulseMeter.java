// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

import java.util.Arrays;

/**
 * Measures the pulses of a match one by one: where each begins and ends, its power, and its
 * frequency between the tones. An alarm's pulses are alike; what merely sounds now and then at the
 * right moments is not. Allocates nothing; not thread-safe.
 */
final class PulseMeter {
    private static final float EDGE = 0.35f;
    private static final float LEAST_RISE = 0.3f;
    private static final double MOST_APART_TONES = 0.12;
    private static final double MOST_LOUDER = 4;
    private static final double MISSING = 8;
    private static final double SAME = 0.5;
    private static final float MOST_THERE = 0.45f;

    private final Cadence cadence;
    private final ToneHistory history;
    private final double[] starts;
    private final double[] apart;
    private final double[] lengths;
    private final double[] centres;
    private final double[] powers;
    private final double[] sorted;
    private double period;

    PulseMeter(Cadence cadence, ToneHistory history) {
        this.cadence = cadence;
        this.history = history;
        starts = new double[cadence.enough()];
        apart = new double[cadence.enough()];
        lengths = new double[cadence.enough()];
        centres = new double[cadence.enough()];
        powers = new double[cadence.enough()];
        sorted = new double[cadence.enough()];
    }

    /** Measures a pulse, counted back from the last, that should end at a time. */
    void measure(int n, int tone, double end, double period) {
        double from = end - 0.4 * period;
        double to = end - 0.1 * period;
        float power = history.mean(tone, from, to);
        double middle = end - 0.25 * period;
        double start = rise(tone, end - cadence.on(), 0.25 * period, LEAST_RISE * power);
        starts[n] = start;
        lengths[n] = length(tone, middle, period, EDGE * power);
        centres[n] = centre(tone, from, to);
        powers[n] = power;
    }

    /**
     * Whether all of the pulses but a few are alike and as long as the cadence requires, and no
     * group has one more before its first.
     *
     * @param last which of its group the last pulse is, from 1
     */
    boolean alike(int tone, int last) {
        double centre = median(centres);
        double power = median(powers);
        for (int n = 1; n < starts.length; n++) {
            apart[n] = starts[n - 1] - starts[n];
        }
        apart[0] = apart[1];
        period = median(apart);
        int odd = 0;
        for (int n = 0; n < starts.length; n++) {
            boolean next = apart[n] > 1.4 * cadence.period().to();
            boolean same =
                    (next || Math.abs(apart[n] - period) <= cadence.jitter())
                            && Math.abs(centres[n] - centre) <= MOST_APART_TONES
                            && powers[n] <= MOST_LOUDER * power
                            && power <= MOST_LOUDER * powers[n];
            if (powers[n] * MISSING < power) {
                return false;
            }
            odd += same ? 0 : 1;
        }
        boolean timed =
                cadence.period().holds(period, cadence.rule().tolerance())
                        && cadence.rest().holds(rest(), cadence.rule().tolerance());
        return timed
                && odd <= cadence.rule().mostOdd()
                && on() >= cadence.rule().leastLength() * cadence.on()
                && begins(tone, last, (float) (SAME * power));
    }

    private boolean begins(int tone, int last, float least) {
        int groups = 0;
        float there = 0;
        for (int n = (last - 1) % cadence.pulses(); n < starts.length; n += cadence.pulses()) {
            double from = starts[n] - period + 0.2 * cadence.on();
            there += history.reached(tone, from, from + 0.6 * cadence.on(), least);
            groups++;
        }
        return there <= MOST_THERE * groups;
    }

    /** Median length in seconds. */
    double on() {
        return median(lengths);
    }

    /** Median time from a pulse of a group to the next, in seconds. */
    double period() {
        return period;
    }

    /** Time from a group's last pulse to the next group, in seconds; NaN if it is blurred. */
    double rest() {
        double rest = Double.NaN;
        for (double gap : apart) {
            rest = gap > 1.4 * cadence.period().to() ? gap : rest;
        }
        return rest;
    }

    /** Median place among the tones. */
    double centre() {
        return median(centres);
    }

    private double median(double[] values) {
        System.arraycopy(values, 0, sorted, 0, sorted.length);
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** The middle of the steepest rise around a time; NaN if it is not steep enough. */
    private double rise(int tone, double around, double reach, float least) {
        double step = 1 / history.framesPerSecond();
        double at = Double.NaN;
        float most = least;
        for (double t = around - reach; t <= around + reach; t += step) {
            float by = history.at(tone, t + 2 * step) - history.at(tone, t - 2 * step);
            if (by > most) {
                most = by;
                at = t;
            }
        }
        return at;
    }

    /** For how long a level is reached in the period around a time; rooms cut holes into pulses. */
    private double length(int tone, double middle, double period, float level) {
        double step = 1 / history.framesPerSecond();
        int frames = 0;
        for (double t = middle - period / 2; t < middle + period / 2; t += step) {
            frames += history.at(tone, t) >= level ? 1 : 0;
        }
        return frames * step;
    }

    private double centre(int tone, double from, double to) {
        double sum = 0;
        double weighted = 0;
        for (int i = Math.max(0, tone - 2); i <= Math.min(history.tones() - 1, tone + 2); i++) {
            double power = history.mean(i, from, to);
            sum += power;
            weighted += power * i;
        }
        return sum == 0 ? tone : weighted / sum;
    }
}
