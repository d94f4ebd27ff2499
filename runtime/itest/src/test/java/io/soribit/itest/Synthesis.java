// SPDX-License-Identifier: Apache-2.0
package io.soribit.itest;

import java.util.SplittableRandom;

/** Sounds made of numbers: mono, {@value #RATE} samples a second, the same ones each time. */
final class Synthesis {
    static final int RATE = 16_000;
    private static final double ROOM_NOISE = 0.001;

    private Synthesis() {}

    /** Ding (659 Hz), dong (523 Hz): two struck notes, 3 s in all, over a quiet room. */
    static float[] doorbell() {
        float[] samples = quiet(3);
        strike(samples, 0, 659.26);
        strike(samples, 0.6, 523.25);
        return samples;
    }

    /** T3 of 3.1 kHz for a while: 0.5 s on, 0.5 s off, three times, then 1.5 s off. */
    static float[] smokeAlarm(double seconds) {
        float[] samples = quiet(seconds);
        for (int i = 0; i < samples.length; i++) {
            double second = (double) i / RATE;
            double inCycle = second % 4;
            if (inCycle < 3 && inCycle % 1 < 0.5) {
                samples[i] += (float) (0.2 * Math.sin(2 * Math.PI * 3_100 * second));
            }
        }
        return samples;
    }

    /** A room in which nothing happens: faint noise. */
    static float[] quiet(double seconds) {
        float[] samples = new float[(int) Math.round(seconds * RATE)];
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (ROOM_NOISE * (2 * random.nextDouble() - 1));
        }
        return samples;
    }

    static float[] joined(float[]... parts) {
        int length = 0;
        for (float[] part : parts) {
            length += part.length;
        }
        float[] all = new float[length];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    /** A struck bar: partials that die away, the higher the sooner. */
    private static void strike(float[] samples, double second, double frequency) {
        double[] loudness = {0.32, 0.1, 0.05};
        int first = (int) (second * RATE);
        for (int i = first; i < samples.length; i++) {
            double t = (double) (i - first) / RATE;
            double attack = Math.min(1, t / 0.002);
            double sum = 0;
            for (int p = 0; p < loudness.length; p++) {
                sum +=
                        loudness[p]
                                * Math.exp(-t * (2 + p))
                                * Math.sin(2 * Math.PI * frequency * (p + 1) * t);
            }
            samples[i] += (float) (attack * sum);
        }
    }
}
