// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import java.util.SplittableRandom;

/** Synthesises beeps and alarms in a room: a decay of 0.5 s, and noise 10 dB below. */
final class Beeps {
    private static final int RATE = Wav.RATE;
    private static final double[] COMBS = {0.0297, 0.0371, 0.0411, 0.0437};
    private static final double DECAY = 0.5;

    private Beeps() {}

    /**
     * A tone that is switched on and off.
     *
     * @param pattern seconds on, off, on, off..., repeated from {@code from} until {@code to}
     */
    static float[] pulses(double hertz, double from, double to, double total, double... pattern) {
        float[] samples = new float[(int) (total * RATE)];
        double at = from;
        for (int part = 0; at < to; part++) {
            double length = pattern[part % pattern.length];
            if (part % 2 == 0) {
                add(samples, hertz, at, Math.min(length, to - at));
            }
            at += length;
        }
        return samples;
    }

    /** The tune of a washing machine: notes of 0.4 s. */
    static float[] tune(double hertz, double from, double total, int... semitones) {
        float[] samples = new float[(int) (total * RATE)];
        double at = from;
        for (int step : semitones) {
            add(samples, hertz * Math.pow(2, step / 12.0), at, 0.3);
            at += 0.4;
        }
        return samples;
    }

    private static void add(float[] samples, double hertz, double from, double seconds) {
        int first = (int) (from * RATE);
        int count = (int) (seconds * RATE);
        for (int i = 0; i < count && first + i < samples.length; i++) {
            double edge = Math.min(1, Math.min(i, count - i) / (0.005 * RATE));
            double phase = 2 * Math.PI * hertz * i / RATE;
            samples[first + i] += (float) (edge * wave(hertz, phase));
        }
    }

    /** A 520 Hz sounder is a square wave, a piezo has a second harmonic. */
    private static double wave(double hertz, double phase) {
        if (hertz > 700) {
            return Math.sin(phase) + (2 * hertz < RATE / 2.2 ? 0.2 * Math.sin(2 * phase) : 0);
        }
        double sum = 0;
        for (int k = 1; k < 14; k += 2) {
            sum += Math.sin(k * phase) / k;
        }
        return sum;
    }

    /** The same in a room, with noise. */
    static float[] inRoom(float[] dry, long seed) {
        float[] wet = dry.clone();
        for (double comb : COMBS) {
            int delay = (int) (comb * RATE);
            float gain = (float) Math.pow(10, -3 * comb / DECAY);
            float[] echo = new float[dry.length];
            for (int i = delay; i < dry.length; i++) {
                echo[i] = dry[i - delay] + gain * echo[i - delay];
                wet[i] += 0.3f * echo[i];
            }
        }
        SplittableRandom random = new SplittableRandom(seed);
        double noise = Math.sqrt(3 * 0.5 / 10);
        for (int i = 0; i < wet.length; i++) {
            wet[i] = (float) (0.1 * (wet[i] + noise * (2 * random.nextDouble() - 1)));
        }
        return wet;
    }
}
