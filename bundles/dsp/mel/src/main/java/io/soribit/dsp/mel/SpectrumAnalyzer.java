// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.mel;

import be.tarsos.dsp.util.fft.FloatFFT;

/** Frame of samples to spectrum: Hann window, FFT, power or magnitude. Not thread-safe. */
final class SpectrumAnalyzer {
    private final FloatFFT fft;
    private final float[] buffer;
    private final float[] window;
    private final boolean magnitude;

    SpectrumAnalyzer(int fftSize, int windowSize, MelSpec.Spectrum spectrum) {
        fft = new FloatFFT(fftSize);
        buffer = new float[fftSize];
        window = new float[fftSize];
        int start = (fftSize - windowSize) / 2;
        for (int i = 0; i < windowSize; i++) {
            window[start + i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * i / windowSize));
        }
        magnitude = spectrum == MelSpec.Spectrum.MAGNITUDE;
    }

    /**
     * Writes the bins {@code from} to {@code to} (exclusive) of the frame's spectrum.
     *
     * @param frame as many samples as the FFT is long
     * @param bins receives bin k at index k
     */
    void transform(float[] frame, float[] bins, int from, int to) {
        for (int i = 0; i < buffer.length; i++) {
            buffer[i] = frame[i] * window[i];
        }
        fft.realForward(buffer);

        // The real bins 0 and n/2 lie where the imaginary part of bin 0 would be missed.
        int nyquist = buffer.length / 2;
        float last = buffer[1] * buffer[1];
        buffer[1] = 0;
        int end = Math.min(to, nyquist);
        for (int k = from; k < end; k++) {
            float re = buffer[2 * k];
            float im = buffer[2 * k + 1];
            bins[k] = re * re + im * im;
        }
        if (to > nyquist) {
            bins[nyquist] = last;
        }
        if (magnitude) {
            for (int k = from; k < to; k++) {
                bins[k] = (float) Math.sqrt(bins[k]);
            }
        }
    }
}
