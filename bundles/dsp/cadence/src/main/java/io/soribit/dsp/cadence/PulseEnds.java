// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

/** Where a tone has just ended that may have been a pulse of a cadence. Not thread-safe. */
final class PulseEnds {
    private static final float FAINTEST = 1e-9f;

    private final Cadence cadence;
    private final ToneHistory history;
    private final double nominal;
    private final Probes[] probes;

    PulseEnds(Cadence cadence, ToneHistory history) {
        this.cadence = cadence;
        this.history = history;
        nominal = cadence.period().middle();
        probes = new Probes[cadence.pulses() + 1];
        for (int pulse = 0; pulse < probes.length; pulse++) {
            probes[pulse] = new Probes(cadence, Math.max(1, pulse));
        }
    }

    /** Passes on the pulse ends that the newest frame completes. */
    void find(Visitor visitor) {
        if (history.count() % cadence.stride() != 0) {
            return;
        }
        double newest = history.seconds() - 1 / history.framesPerSecond();
        for (int pulse = cadence.anyPulse() ? 1 : cadence.pulses();
                pulse <= cadence.pulses();
                pulse++) {
            double at = newest - cadence.gapTimeout(pulse);
            for (int tone = 0; tone < history.tones(); tone++) {
                if (ended(tone, at, pulse)) {
                    visitor.ended(tone, at, pulse);
                }
            }
        }
    }

    private boolean ended(int tone, double at, int pulse) {
        double middle = at - nominal / 4;
        float power = history.at(tone, middle);
        return power >= FAINTEST
                && power >= neighbour(tone - 1, middle)
                && power >= neighbour(tone + 1, middle)
                && probes[pulse].fit(history, tone, at, power);
    }

    private float neighbour(int tone, double second) {
        return tone < 0 || tone >= history.tones() ? 0 : history.at(tone, second);
    }

    /** Takes the ends of pulses. */
    @FunctionalInterface
    interface Visitor {
        /**
         * A tone has ended.
         *
         * @param at in seconds
         * @param pulse which of its group it may have been, from 1
         */
        void ended(int tone, double at, int pulse);
    }
}
