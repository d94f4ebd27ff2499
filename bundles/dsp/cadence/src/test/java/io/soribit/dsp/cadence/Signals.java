// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/** Sounds made of numbers: mono, the same ones each time. */
final class Signals {
    static final DoubleUnaryOperator SINE = turn -> Math.sin(2 * Math.PI * turn);
    static final DoubleUnaryOperator SQUARE = turn -> turn - Math.floor(turn) < 0.5 ? 1 : -1;

    private Signals() {}

    /** A tone in pulses: {@code pattern} holds lengths in seconds, on and off in turn. */
    static float[] pulses(
            int rate, double seconds, double hertz, DoubleUnaryOperator wave, double... pattern) {
        float[] samples = new float[(int) (seconds * rate)];
        double total = 0;
        for (double part : pattern) {
            total += part;
        }
        for (int i = 0; i < samples.length; i++) {
            double second = (double) i / rate;
            double at = second % total;
            int part = 0;
            while (part < pattern.length - 1 && at >= pattern[part]) {
                at -= pattern[part++];
            }
            if (part % 2 == 0) {
                double edge = Math.min(1, Math.min(at, pattern[part] - at) / 0.005);
                samples[i] = (float) (0.3 * edge * wave.applyAsDouble(hertz * second));
            }
        }
        return samples;
    }

    /** T3 with its times stretched: 0.5 s on, 0.5 s off, three times, then 1.5 s off. */
    static float[] smoke(int rate, double seconds, double hertz, double on, double off) {
        double a = 0.5 * on;
        double b = 0.5 * off;
        DoubleUnaryOperator wave = hertz < 1_000 ? SQUARE : SINE;
        return pulses(rate, seconds, hertz, wave, a, b, a, b, a, 1.5 * off);
    }

    /** T4 with its times stretched: 0.1 s on, 0.1 s off, four times, then 5 s off. */
    static float[] carbonMonoxide(int rate, double seconds, double hertz, double on, double off) {
        double a = 0.1 * on;
        double b = 0.1 * off;
        DoubleUnaryOperator wave = hertz < 1_000 ? SQUARE : SINE;
        return pulses(rate, seconds, hertz, wave, a, b, a, b, a, b, a, 5 * off);
    }

    static float[] noise(int rate, double seconds, double amplitude, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] samples = new float[(int) (seconds * rate)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (amplitude * (2 * random.nextDouble() - 1));
        }
        return samples;
    }

    /** Notes of 0.1 to 0.6 s over three octaves, one after the other, with four harmonics. */
    static float[] music(int rate, double seconds, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] samples = new float[(int) (seconds * rate)];
        int next = 0;
        double hertz = 0;
        for (int i = 0; i < samples.length; i++) {
            if (i == next) {
                hertz = 220 * Math.pow(2, random.nextInt(37) / 12.0);
                next += (int) (random.nextDouble(0.1, 0.6) * rate);
            }
            double turn = hertz * i / rate;
            for (int k = 1; k <= 4; k++) {
                samples[i] += (float) (0.15 / k * SINE.applyAsDouble(k * turn));
            }
        }
        return samples;
    }

    /** In a room: direct sound and noise that decays by 60 dB in a time. */
    static float[] inRoom(float[] dry, int rate, double decaySeconds) {
        float[] tail = noise(rate, decaySeconds, 1, 11);
        int reflections = 300;
        SplittableRandom random = new SplittableRandom(5);
        float[] wet = dry.clone();
        for (int r = 0; r < reflections; r++) {
            int delay = random.nextInt(rate / 200, tail.length);
            float gain = (float) (0.12 * tail[delay] * Math.pow(10, -3.0 * delay / tail.length));
            for (int i = delay; i < wet.length; i++) {
                wet[i] += gain * dry[i - delay];
            }
        }
        return wet;
    }

    static float[] sum(float[] a, float[] b) {
        float[] sum = a.clone();
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            sum[i] += b[i];
        }
        return sum;
    }

    static float[] scaled(float[] samples, double gain) {
        float[] scaled = new float[samples.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) Math.max(-1, Math.min(1, gain * samples[i]));
        }
        return scaled;
    }

    static float[] delayed(float[] samples, int rate, double seconds) {
        float[] later = new float[samples.length];
        int by = (int) (seconds * rate);
        System.arraycopy(samples, 0, later, by, samples.length - by);
        return later;
    }
}
