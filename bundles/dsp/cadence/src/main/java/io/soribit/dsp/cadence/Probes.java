// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

import java.util.ArrayList;
import java.util.List;

/**
 * Moments at which a cadence, whatever its timing within the tolerances, surely sounds or surely
 * does not, given the end of a pulse. A few of them rule out almost anything else.
 */
final class Probes {
    private static final double STEP = 0.05;
    private static final double SPARSE = 0.2;
    private static final float SAME = 0.25f;
    private static final float QUIET = 0.5f;

    private final double[] seconds;
    private final boolean[] sounding;
    private final int mostWrong;

    /**
     * @param pulse which of its group has ended, from 1
     */
    Probes(Cadence cadence, int pulse) {
        List<Double> moments = new ArrayList<>();
        List<Boolean> states = new ArrayList<>();
        double period = cadence.period().middle();
        double back = cadence.rest().from() + pulse * period;
        double next = cadence.gapTimeout(pulse) - STEP * period;
        for (double at = next; at > -back; at -= STEP * period) {
            int on = votes(cadence, pulse, at);
            boolean sure = on == 0 || on == 4;
            if (sure && at <= next) {
                moments.add(at);
                states.add(on == 4);
                next = on == 4 || period > 0.5 ? at - 2 * STEP * period : at - SPARSE;
            }
        }
        seconds = moments.stream().mapToDouble(d -> d).toArray();
        sounding = new boolean[seconds.length];
        for (int i = 0; i < sounding.length; i++) {
            sounding[i] = states.get(i);
        }
        mostWrong = seconds.length / 4;
    }

    /** Whether a tone is as it should be around the end of a pulse, in most of the moments. */
    boolean fit(ToneHistory history, int tone, double end, float power) {
        int wrong = 0;
        for (int i = 0; i < seconds.length; i++) {
            float there = history.at(tone, end + seconds[i]);
            boolean right = sounding[i] ? there >= SAME * power : there < QUIET * power;
            wrong += right ? 0 : 1;
            if (wrong > mostWrong) {
                return false;
            }
        }
        return true;
    }

    /** How many of the extreme timings sound at a moment; -1 if it is near an edge of one. */
    private static int votes(Cadence cadence, int pulse, double at) {
        int on = 0;
        for (int extreme = 0; extreme < 4; extreme++) {
            double period = extreme % 2 == 0 ? cadence.period().from() : cadence.period().to();
            double rest = extreme / 2 == 0 ? cadence.rest().from() : cadence.rest().to();
            boolean near = false;
            boolean sounds = false;
            for (int n = 0; n <= cadence.pulses(); n++) {
                double end = -cadence.before(pulse, n, period, rest);
                sounds |= at >= end - 0.42 * period && at <= end - 0.08 * period;
                near |= at > end - 0.62 * period && at < end + cadence.off().from() * period;
            }
            if (near && !sounds) {
                return -1;
            }
            on += sounds ? 1 : 0;
        }
        return on;
    }
}
