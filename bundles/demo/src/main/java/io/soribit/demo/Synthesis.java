// SPDX-License-Identifier: Apache-2.0
package io.soribit.demo;

import java.util.SplittableRandom;

/**
 * Sounds of a home from their physics: struck notes, switched tones, sweeps and noise. All are mono
 * at {@link #RATE} with a peak of about 0.5.
 */
final class Synthesis {
    /** Sample frames per second. */
    static final int RATE = 16_000;

    private static final double PEAK = 0.5;

    private Synthesis() {}

    /** Two struck notes, the second a third lower: 3.1 s. */
    static float[] dingDong() {
        float[] out = samples(3.1);
        remove(out, 0, 659.26, 0.5, 1);
        remove(out, 0.6, 523.25, 0.5, 1);
        return normalised(out);
    }

    /** Four knocks on wood, four a second: a few low modes and a short click each. */
    static float[] knocks() {
        float[] out = samples(1.2);
        SplittableRandom random = new SplittableRandom(1);
        double[][] modes = {{110, 1, 0.03}, {210, 0.7, 0.02}, {420, 0.4, 0.012}};
        for (int k = 0; k < 4; k++) {
            int start = (int) (k * 0.25 * RATE);
            for (int i = 0; i < RATE / 4 && start + i < out.length; i++) {
                double t = (double) i / RATE;
                double x = 0.1 * gaussian(random) * Math.exp(-t / 0.003);
                for (double[] mode : modes) {
                    x += mode[1] * Math.sin(2 * Math.PI * mode[0] * t) * Math.exp(-t / mode[2]);
                }
                out[start + i] += (float) x;
            }
        }
        return normalised(out);
    }

    /** Two gongs struck in turn twenty times a second: 1.5 s on, 2.5 s off, twice. */
    static float[] phone() {
        float[] out = samples(5.5);
        for (double start : new double[] {0, 4}) {
            for (int k = 0; k < 30; k++) {
                remove(out, start + k / 20.0, k % 2 == 0 ? 1100 : 1400, 0.2, 0.5);
            }
        }
        return normalised(out);
    }

    /**
     * T3 (ISO 8201): three pulses of 0.5 s at 3.1 kHz, 0.5 s apart, then 1.5 s of silence; three
     * times.
     */
    static float[] smokeAlarm() {
        float[] out = samples(12);
        for (int pulse = 0; pulse < 9; pulse++) {
            int cycle = pulse / 3;
            double start = cycle * 4.0 + pulse % 3;
            int first = (int) (start * RATE);
            int length = RATE / 2;
            for (int i = 0; i < length; i++) {
                double phase = 2 * Math.PI * 3100 * i / RATE;
                double edge = Math.min(1, Math.min(i, length - i) / (0.005 * RATE));
                out[first + i] = (float) (edge * (Math.sin(phase) + 0.2 * Math.sin(2 * phase)));
            }
        }
        return normalised(out);
    }

    /** A wail between 500 and 1,400 Hz, up and down in four seconds, twice. */
    static float[] siren() {
        float[] out = samples(8);
        double phase = 0;
        for (int i = 0; i < out.length; i++) {
            double t = (double) i / RATE;
            double place = 0.5 - 0.5 * Math.cos(2 * Math.PI * t / 4);
            phase += 2 * Math.PI * 500 * Math.pow(1400.0 / 500, place) / RATE;
            out[i] =
                    (float)
                            (Math.sin(phase)
                                    + 0.5 * Math.sin(2 * phase)
                                    + 0.3 * Math.sin(3 * phase));
        }
        return normalised(out);
    }

    /**
     * Noise of a fan: white noise through a one-pole low pass.
     *
     * @param levelDb RMS in dB below full scale
     */
    static float[] noise(double seconds, double levelDb) {
        float[] out = samples(seconds);
        SplittableRandom random = new SplittableRandom(2);
        double state = 0;
        double power = 0;
        for (int i = 0; i < out.length; i++) {
            state = 0.7 * state + gaussian(random);
            out[i] = (float) state;
            power += state * state;
        }
        float gain = (float) (Math.pow(10, levelDb / 20) / Math.sqrt(power / out.length));
        for (int i = 0; i < out.length; i++) {
            out[i] *= gain;
        }
        return out;
    }

    private static void remove(
            float[] out, double start, double frequency, double decay, double amplitude) {
        double[][] partials = {{1, 1, 1}, {2, 0.3, 1.5}, {3, 0.15, 2}};
        int first = (int) (start * RATE);
        for (int i = 0; first + i < out.length; i++) {
            double t = (double) i / RATE;
            double x = 0;
            for (double[] p : partials) {
                x +=
                        p[1]
                                * Math.sin(2 * Math.PI * p[0] * frequency * t)
                                * Math.exp(-t * p[2] / decay);
            }
            out[first + i] += (float) (amplitude * Math.min(1, i / 32.0) * x);
        }
    }

    private static double gaussian(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
                * Math.cos(2 * Math.PI * random.nextDouble());
    }

    private static float[] samples(double seconds) {
        return new float[(int) Math.round(seconds * RATE)];
    }

    private static float[] normalised(float[] out) {
        float peak = 0;
        for (float x : out) {
            peak = Math.max(peak, Math.abs(x));
        }
        for (int i = 0; i < out.length; i++) {
            out[i] *= (float) (PEAK / peak);
        }
        return out;
    }
}
