// SPDX-License-Identifier: Apache-2.0
package io.soribit.benchmarks;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * An alarm as the standards allow it, drawn anew each time: T3 (ISO 8201, NFPA 72: 0.5 s on, 0.5 s
 * off, three times, then 1.5 s off) or T4 (UL 2034: 0.1 s on, 0.1 s off, four times, then 5 s off),
 * each time within ±10 %, at 2.8 to 3.6 kHz with few harmonics or as a 520 Hz ±10 % square wave.
 */
final class AlarmSignal {
    private static final double[][] NOMINAL = {{0.5, 0.5, 1.5}, {0.1, 0.1, 5}};

    private final boolean smoke;
    private final boolean low;
    private final double on;
    private final double off;
    private final double pause;
    private final double frequency;
    private final double rise;
    private final double[] harmonics;

    AlarmSignal(SplittableRandom random, boolean smoke, boolean low) {
        this.smoke = smoke;
        this.low = low;
        double[] nominal = NOMINAL[smoke ? 0 : 1];
        on = nominal[0] * random.nextDouble(0.9, 1.1);
        off = nominal[1] * random.nextDouble(0.9, 1.1);
        pause = nominal[2] * random.nextDouble(0.9, 1.1);
        frequency = low ? random.nextDouble(468, 572) : random.nextDouble(2_800, 3_600);
        rise = random.nextDouble(0.001, 0.015);
        harmonics =
                low
                        ? new double[] {1, 0, 1 / 3.0, 0, 1 / 5.0, 0, 1 / 7.0, 0, 1 / 9.0}
                        : new double[] {1, random.nextDouble(0, 0.3)};
    }

    String name() {
        return (smoke ? "T3" : "T4") + (low ? " 520 Hz" : " 3.1 kHz");
    }

    String label() {
        return smoke ? "smoke_alarm" : "co_alarm";
    }

    double cycle() {
        return pulses() * on + (pulses() - 1) * off + pause;
    }

    double frequency() {
        return frequency;
    }

    private int pulses() {
        return smoke ? 3 : 4;
    }

    /** Samples of some cycles, the first pulse at once. */
    float[] render(double cycles, int rate) {
        float[] wave = new float[(int) (cycles * cycle() * rate)];
        for (int i = 0; i < wave.length; i++) {
            double second = (double) i / rate;
            double inCycle = second % cycle();
            int pulse = (int) (inCycle / (on + off));
            double inPulse = inCycle - pulse * (on + off);
            if (pulse < pulses() && inPulse < on) {
                double edge = Math.min(1, Math.min(inPulse, on - inPulse) / rise);
                wave[i] = (float) (edge * tone(second, rate));
            }
        }
        return wave;
    }

    private double tone(double second, int rate) {
        double sum = 0;
        for (int k = 1; k <= harmonics.length && k * frequency < 0.49 * rate; k++) {
            sum += harmonics[k - 1] * Math.sin(2 * Math.PI * k * frequency * second);
        }
        return sum;
    }

    /** Mean square while it sounds, of the first pulse. */
    double power(float[] wave, int rate) {
        return meanSquare(Arrays.copyOf(wave, Math.min(wave.length, (int) (on * rate))));
    }

    static double meanSquare(float[] wave) {
        double sum = 0;
        for (float sample : wave) {
            sum += (double) sample * sample;
        }
        return sum / Math.max(1, wave.length);
    }
}
