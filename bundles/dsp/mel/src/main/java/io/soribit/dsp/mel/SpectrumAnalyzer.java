// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.mel;

import be.tarsos.dsp.util.fft.FloatFFT;

/** Frame of samples to spectrum: Hann window, FFT, power or magnitude. Not thread-safe. */
final class SpectrumAnalyzer {
    private final PowerTransform power;
    private final boolean magnitude;

    SpectrumAnalyzer(int fftSize, int windowSize, MelSpec.Spectrum spectrum) {
        float[] window = new float[fftSize];
        int start = (fftSize - windowSize) / 2;
        for (int i = 0; i < windowSize; i++) {
            window[start + i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * i / windowSize));
        }
        boolean powerOfTwo = Integer.bitCount(fftSize) == 1;
        power =
                powerOfTwo && fftSize >= PowerSpectrum.LEAST_SIZE
                        ? new PowerSpectrum(window)
                        : new MixedRadix(window);
        magnitude = spectrum == MelSpec.Spectrum.MAGNITUDE;
    }

    /**
     * Writes the bins {@code from} to {@code to} (exclusive) of the frame's spectrum; those outside
     * are left undefined.
     *
     * @param frame as many samples as the FFT is long
     * @param bins receives bin k at index k; one more than half the FFT's length
     */
    void transform(float[] frame, float[] bins, int from, int to) {
        power.transform(frame, bins);
        if (magnitude) {
            for (int k = from; k < to; k++) {
                bins[k] = (float) Math.sqrt(bins[k]);
            }
        }
    }

    /** Power spectrum of a windowed frame: all bins, from 0 to half its length. */
    sealed interface PowerTransform permits PowerSpectrum, MixedRadix {
        void transform(float[] frame, float[] bins);
    }

    /** For any size that has no prime factor but 2, 3 and 5. */
    private static final class MixedRadix implements PowerTransform {
        private final FloatFFT fft;
        private final float[] buffer;
        private final float[] window;

        MixedRadix(float[] window) {
            this.window = window;
            fft = new FloatFFT(window.length);
            buffer = new float[window.length];
        }

        @Override
        public void transform(float[] frame, float[] bins) {
            for (int i = 0; i < buffer.length; i++) {
                buffer[i] = frame[i] * window[i];
            }
            fft.realForward(buffer);

            // The real bins 0 and n/2 lie where the imaginary part of bin 0 would be missed.
            int nyquist = buffer.length / 2;
            bins[nyquist] = buffer[1] * buffer[1];
            buffer[1] = 0;
            for (int k = 0; k < nyquist; k++) {
                float re = buffer[2 * k];
                float im = buffer[2 * k + 1];
                bins[k] = re * re + im * im;
            }
        }
    }
}
