// SPDX-License-Identifier: Apache-2.0
package io.soribit.systemtest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** Writes synthesised recordings. */
final class Wav {
    static final int RATE = 16_000;

    private Wav() {}

    /** Two seconds of a quiet room, a falling two-note chime, and quiet again. */
    static Path doorbell(Path file, double seconds) throws IOException {
        return write(file, doorbell(seconds), 1);
    }

    /** The same in stereo with one side inverted, with a DC offset, and rumble of 25 Hz. */
    static Path doorbellOfABadCard(Path file, double seconds) throws IOException {
        float[] mono = doorbell(seconds);
        float[] stereo = new float[2 * mono.length];
        for (int i = 0; i < mono.length; i++) {
            double rumble = 0.05 * Math.sin(2 * Math.PI * 25 * i / RATE);
            stereo[2 * i] = (float) (0.02 + rumble + mono[i]);
            stereo[2 * i + 1] = (float) (0.02 + rumble - mono[i]);
        }
        return write(file, stereo, 2);
    }

    /** A mono recording of these samples. */
    static Path of(Path file, float[] samples) throws IOException {
        return write(file, samples, 1);
    }

    private static float[] doorbell(double seconds) {
        float[] samples = new float[(int) (seconds * RATE)];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (random.nextDouble() - 0.5) * 0.002f;
        }
        strike(samples, 2.0, 660);
        strike(samples, 2.6, 523.25);
        return samples;
    }

    private static void strike(float[] samples, double start, double frequency) {
        int first = (int) (start * RATE);
        for (int i = 0; i < 2.5 * RATE && first + i < samples.length; i++) {
            double t = (double) i / RATE;
            double edge = Math.min(1, i / 32.0);
            for (double[] p : new double[][] {{1, 0.3, 1}, {2, 0.09, 1.5}, {3, 0.045, 2}}) {
                samples[first + i] +=
                        (float)
                                (edge
                                        * p[1]
                                        * Math.sin(2 * Math.PI * p[0] * frequency * t)
                                        * Math.exp(-t * p[2] / 0.5));
            }
        }
    }

    private static Path write(Path file, float[] samples, int channels) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (float sample : samples) {
            bytes.putShort((short) Math.round(sample * 32_767));
        }
        AudioInputStream audio =
                new AudioInputStream(
                        new ByteArrayInputStream(bytes.array()),
                        new AudioFormat(RATE, 16, channels, true, false),
                        samples.length / channels);
        AudioSystem.write(audio, AudioFileFormat.Type.WAVE, file.toFile());
        return file;
    }
}
