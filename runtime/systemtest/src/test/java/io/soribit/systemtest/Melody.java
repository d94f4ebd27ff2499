// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import java.util.SplittableRandom;

/** A household's own bell: five struck notes over the noise of a room, synthesised. */
final class Melody {
    private static final double[] NOTES = {784, 988, 1_175, 988, 1_568};
    private static final double STEP = 0.28;
    private static final double DECAY = 0.35;

    private Melody() {}

    /**
     * The melody after a second of the room, {@code seconds} in all.
     *
     * @param seed of the noise, and of small differences of pitch and pace
     * @param noise of the room, as an amplitude; the melody's is 0.2
     */
    static float[] of(int seed, double seconds, double noise) {
        return of(seed, seconds, noise, NOTES);
    }

    /** The melody so many decibels above the noise of the room, while it sounds. */
    static float[] above(double decibels, int seed, double seconds) {
        float[] melody = of(seed, seconds, 0);
        float[] noise = of(seed, seconds, 0.01, new double[0]);
        double wanted = level(melody) / level(noise) * Math.pow(10, -decibels / 20);
        for (int i = 0; i < melody.length; i++) {
            melody[i] += (float) (wanted * noise[i]);
        }
        return melody;
    }

    private static double level(float[] samples) {
        double sum = 0;
        int last = (int) ((1 + NOTES.length * STEP) * Wav.RATE);
        for (int i = Wav.RATE; i < last; i++) {
            sum += samples[i] * samples[i];
        }
        return Math.sqrt(sum / (last - Wav.RATE));
    }

    /** Other notes. */
    static float[] of(int seed, double seconds, double noise, double... notes) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] samples = new float[(int) (seconds * Wav.RATE)];
        double brown = 0;
        for (int i = 0; i < samples.length; i++) {
            double white = 2 * random.nextDouble() - 1;
            brown = 0.95 * brown + 0.3 * white;
            samples[i] = (float) (noise * (0.4 * white + 0.6 * brown));
        }
        double pitch = random.nextDouble(0.995, 1.005);
        double pace = random.nextDouble(0.97, 1.03);
        double level = random.nextDouble(0.12, 0.2);
        for (int note = 0; note < notes.length; note++) {
            strike(samples, 1 + note * STEP * pace, notes[note] * pitch, level);
        }
        return samples;
    }

    private static void strike(float[] samples, double start, double frequency, double level) {
        int first = (int) (start * Wav.RATE);
        for (int i = 0; i < 1.5 * Wav.RATE && first + i < samples.length; i++) {
            double t = (double) i / Wav.RATE;
            double edge = Math.min(1, i / 48.0);
            double value = 0;
            for (int overtone = 1; overtone <= 4; overtone++) {
                value +=
                        Math.sin(2 * Math.PI * overtone * frequency * t)
                                * Math.exp(-t * overtone / DECAY)
                                / (overtone * overtone);
            }
            samples[first + i] += (float) (edge * level * value);
        }
    }
}
