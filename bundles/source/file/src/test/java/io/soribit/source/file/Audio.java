// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.file;

import io.soribit.api.AudioStream;
import java.io.IOException;
import java.util.Arrays;

/** Measures what a stream holds. */
final class Audio {
    private Audio() {}

    /** All samples, interleaved. */
    static float[] all(AudioStream stream) throws IOException {
        float[] samples = new float[1 << 16];
        int length = 0;
        while (true) {
            if (length + 4_800 > samples.length) {
                samples = Arrays.copyOf(samples, 2 * samples.length);
            }
            int read = stream.read(samples, length, 4_800);
            if (read < 0) {
                return Arrays.copyOf(samples, length);
            }
            length += read;
        }
    }

    static float[] channel(float[] interleaved, int channel, int channels) {
        float[] one = new float[interleaved.length / channels];
        for (int i = 0; i < one.length; i++) {
            one[i] = interleaved[i * channels + channel];
        }
        return one;
    }

    /** Share of the power that lies at one frequency, 0 to 1. */
    static double purity(float[] samples, double frequency, int rate) {
        double real = 0;
        double imaginary = 0;
        double power = 0;
        for (int i = 0; i < samples.length; i++) {
            double phase = 2 * Math.PI * frequency * i / rate;
            real += samples[i] * Math.cos(phase);
            imaginary += samples[i] * Math.sin(phase);
            power += samples[i] * samples[i];
        }
        return 2 * (real * real + imaginary * imaginary) / (samples.length * power);
    }

    static double rms(float[] samples) {
        double power = 0;
        for (float sample : samples) {
            power += sample * sample;
        }
        return Math.sqrt(power / samples.length);
    }
}
