// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.cadence;

/** The tones of a spectrum that lie within some bands, numbered upwards. */
final class ToneBands {
    private final ToneSpectrum spectrum;
    private final int[] bins;

    /**
     * @param bands from one frequency to another in Hz, the lowest first; one above half the sample
     *     rate holds no tones
     */
    ToneBands(ToneSpectrum spectrum, double[]... bands) {
        this.spectrum = spectrum;
        bins = new int[2 * bands.length];
        for (int band = 0; band < bands.length; band++) {
            int first = spectrum.first(bands[band][0]);
            bins[2 * band] = first;
            bins[2 * band + 1] = Math.max(first, spectrum.end(bands[band][1]));
        }
    }

    /** How many there are. */
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
        return spectrum.frequency(bins[band] + left);
    }

    /** Writes the power of each tone in the newest frame. */
    void read(float[] tones) {
        int at = 0;
        for (int band = 0; band < bins.length; band += 2) {
            spectrum.read(bins[band], bins[band + 1], tones, at);
            at += bins[band + 1] - bins[band];
        }
    }
}
