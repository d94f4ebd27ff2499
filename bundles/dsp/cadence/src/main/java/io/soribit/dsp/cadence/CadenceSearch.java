// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

/**
 * Looks for an alarm's cadence in the history of each tone, for both of its rules at once. Where a
 * tone has just ended, it is taken for the end of a pulse, and each timing within the tolerances is
 * compared with what is there before it. Not thread-safe.
 */
final class CadenceSearch implements PulseEnds.Visitor {
    private final PulseEnds ends;
    private final PulsePattern pattern;
    private final CadenceMatcher strict;
    private final CadenceMatcher early;
    private final double[] periods;
    private final double[] rests;

    CadenceSearch(Alarm alarm, ToneHistory history) {
        ends = new PulseEnds(alarm.strict(), history);
        pattern = new PulsePattern(alarm.strict(), history);
        strict = new CadenceMatcher(alarm.strict(), history);
        early = new CadenceMatcher(alarm.early(), history);
        periods = alarm.strict().period().values();
        rests = alarm.strict().rest().values();
    }

    CadenceMatcher strict() {
        return strict;
    }

    CadenceMatcher early() {
        return early;
    }

    /** Looks at the newest frame; the matchers then have its matches, and no older ones. */
    void update() {
        strict.reset();
        early.reset();
        ends.find(this);
    }

    @Override
    public void ended(int tone, double at, int pulse) {
        for (double period : periods) {
            float budget = budget();
            if (pattern.begin(tone, at, pulse, period, budget) <= budget) {
                for (double rest : rests) {
                    compare(tone, at, pulse, period, rest);
                }
            }
        }
    }

    /** The strict rule needs no fewer pulses than the early one. */
    private void compare(int tone, double at, int pulse, double period, double rest) {
        float budget = budget();
        pattern.assume(rest);
        float lost = pattern.lost(early.cadence().enough(), budget);
        if (lost <= budget) {
            early.offer(lost, tone, at, pulse, period, rest);
            lost = pattern.lost(strict.cadence().enough(), strict.budget());
            strict.offer(lost, tone, at, pulse, period, rest);
        }
    }

    private float budget() {
        return Math.max(strict.budget(), early.budget());
    }
}
