// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

import be.tarsos.dsp.util.fft.FloatFFT;

/**
 * Power of tones up to 5 kHz, about 31 Hz apart. What counts is the power above the neighbourhood,
 * on the quieter side of it, so that noise is no tone and two tones may lie side by side. A tone of
 * amplitude a has the power a²/2. Not thread-safe.
 */
final class ToneSpectrum {
    private static final double FRAME_SECONDS = 0.032;

    private static final double HIGHEST_HZ = 5_000;
    private static final int NEAR = 3;
    private static final int FAR = 6;
    private static final float NOISE_FACTOR = 2;

    private final float[] window;
    private final float[] buffer;
    private final float[] power;
    private final FloatFFT fft;
    private final double binWidth;

    ToneSpectrum(int sampleRate) {
        int size = smooth((int) Math.round(FRAME_SECONDS * sampleRate));
        binWidth = (double) sampleRate / size;
        window = new float[size];
        for (int i = 0; i < size; i++) {
            double hann = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / size);
            window[i] = (float) (hann * Math.sqrt(8 / 1.5) / size);
        }
        buffer = new float[size];
        power = new float[Math.min(size / 2, (int) Math.ceil(HIGHEST_HZ / binWidth) + FAR)];
        fft = new FloatFFT(size);
    }

    int size() {
        return window.length;
    }

    /** The first bin of a tone that is at least so high. */
    int first(double hertz) {
        return Math.max(FAR, (int) Math.ceil(hertz / binWidth));
    }

    /** The bin after that of the last tone that is at most so high and can be heard. */
    int end(double hertz) {
        return Math.min((int) Math.floor(hertz / binWidth) + 1, power.length - FAR);
    }

    /** Frequency of a bin in Hz. */
    double frequency(double bin) {
        return binWidth * bin;
    }

    /** Takes a frame. */
    void transform(float[] frame) {
        for (int i = 0; i < buffer.length; i++) {
            buffer[i] = frame[i] * window[i];
        }
        fft.realForward(buffer);
        for (int k = 1; k < power.length; k++) {
            float re = buffer[2 * k];
            float im = buffer[2 * k + 1];
            power[k] = re * re + im * im;
        }
    }

    /** Writes the power of the tones from one bin to another (exclusive). */
    void read(int from, int to, float[] tones, int at) {
        for (int k = from; k < to; k++) {
            tones[at + k - from] = excess(k);
        }
    }

    private float excess(int k) {
        float below = 0;
        float above = 0;
        for (int i = NEAR; i <= FAR; i++) {
            below += power[k - i];
            above += power[k + i];
        }
        float noise = Math.min(below, above) / (FAR - NEAR + 1);
        float sum = power[k - 1] + power[k] + power[k + 1];
        return Math.max(0, sum - 3 * NOISE_FACTOR * noise);
    }

    /** The nearest even number with no prime factor but 2, 3 and 5, at most. */
    private static int smooth(int most) {
        int size = most & ~1;
        while (!isSmooth(size)) {
            size -= 2;
        }
        return size;
    }

    private static boolean isSmooth(int number) {
        int rest = number;
        for (int factor : new int[] {2, 3, 5}) {
            while (rest % factor == 0) {
                rest /= factor;
            }
        }
        return rest == 1;
    }
}
