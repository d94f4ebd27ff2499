// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

import be.tarsos.dsp.util.fft.FloatFFT;

/**
 * Power of tones within some bands, about 31 Hz apart. What counts is the power above the
 * neighbourhood, on the quieter side of it, so that noise is no tone and two tones may lie side by
 * side. A tone of amplitude a has the power a²/2. Not thread-safe.
 */
final class ToneSpectrum {
    private static final double FRAME_SECONDS = 0.032;

    /** Where alarms have theirs. */
    static final double[][] ALARMS = {{455, 585}, {2_100, 4_650}};

    private static final int NEAR = 3;
    private static final int FAR = 6;
    private static final float NOISE_FACTOR = 2;

    private final float[] window;
    private final float[] buffer;
    private final float[] power;
    private final FloatFFT fft;
    private final int[] bins;
    private final double binWidth;

    /**
     * @param bands from one frequency to another in Hz, the lowest first; one above half the sample
     *     rate holds no tones
     */
    ToneSpectrum(int sampleRate, double[]... bands) {
        int size = smooth((int) Math.round(FRAME_SECONDS * sampleRate));
        binWidth = (double) sampleRate / size;
        window = new float[size];
        for (int i = 0; i < size; i++) {
            double hann = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / size);
            window[i] = (float) (hann * Math.sqrt(8 / 1.5) / size);
        }
        buffer = new float[size];
        power = new float[size / 2];
        fft = new FloatFFT(size);
        bins = new int[2 * bands.length];
        for (int band = 0; band < bands.length; band++) {
            int first = Math.max(FAR, (int) Math.ceil(bands[band][0] / binWidth));
            int last = (int) Math.floor(bands[band][1] / binWidth);
            bins[2 * band] = first;
            bins[2 * band + 1] = Math.max(first, Math.min(last + 1, size / 2 - FAR));
        }
    }

    int size() {
        return window.length;
    }

    /** Number of tones; they are numbered upwards. */
    int tones() {
        int all = 0;
        for (int band = 0; band < bins.length; band += 2) {
            all += bins[band + 1] - bins[band];
        }
        return all;
    }

    /** Frequency of a tone in Hz. */
    double frequency(double tone) {
        int band = 0;
        double left = tone;
        while (band + 2 < bins.length && left >= bins[band + 1] - bins[band] - 0.5) {
            left -= bins[band + 1] - bins[band];
            band += 2;
        }
        return binWidth * (bins[band] + left);
    }

    /** Takes a frame and writes the power of each tone. */
    void transform(float[] frame, float[] tones) {
        for (int i = 0; i < buffer.length; i++) {
            buffer[i] = frame[i] * window[i];
        }
        fft.realForward(buffer);
        int at = 0;
        for (int band = 0; band < bins.length; band += 2) {
            square(bins[band] - FAR, bins[band + 1] + FAR);
            for (int k = bins[band]; k < bins[band + 1]; k++) {
                tones[at++] = excess(k);
            }
        }
    }

    private void square(int from, int to) {
        for (int k = from; k < to; k++) {
            float re = buffer[2 * k];
            float im = buffer[2 * k + 1];
            power[k] = re * re + im * im;
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
