// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.mel;

import io.soribit.api.FrontEndSpec;

/**
 * The parameters of {@code log-mel}, with the meaning they have in librosa ({@code center=False},
 * no {@code top_db}); the scale {@code kaldi} has Kaldi's filters, which have no norm.
 *
 * @param sampleRate in Hz
 * @param fftSize samples in a frame: even, with no prime factor but 2, 3 and 5. Powers of two are
 *     transformed without allocation
 * @param window length of the periodic Hann window, centred in the frame
 * @param hop samples from a frame to the next
 * @param frames in one window of features
 * @param bands in one frame
 * @param minFrequency where the lowest band begins, in Hz
 * @param maxFrequency where the highest band ends, in Hz
 * @param scale of the band frequencies
 * @param norm of the bands' weights
 * @param spectrum what the bands sum
 * @param compression of the sums
 * @param reference what becomes 0; not below the floor
 * @param floor least value of a sum before compression, in the unit of the spectrum: an amplitude
 *     for a magnitude spectrum ({@code amin} of librosa)
 */
record MelSpec(
        int sampleRate,
        int fftSize,
        int window,
        int hop,
        int frames,
        int bands,
        double minFrequency,
        double maxFrequency,
        MelScale scale,
        Norm norm,
        Spectrum spectrum,
        Compression compression,
        double reference,
        double floor) {
    /** Larger transforms would start the FFT's own threads, which outlive the bundle. */
    private static final int MAX_FFT_SIZE = 4096;

    private static final int MAX_WINDOW_SIZE = 1 << 22;
    private static final int MAX_WINDOW_SECONDS = 600;

    /** Weights of a band: peak 1, or area 1. */
    enum Norm {
        NONE,
        SLANEY
    }

    /** Squared or plain magnitude of a frequency bin. */
    enum Spectrum {
        POWER,
        MAGNITUDE
    }

    /** Decibels, or natural logarithm. */
    enum Compression {
        DB,
        LN
    }

    /**
     * Reads and checks the parameters.
     *
     * @throws IllegalArgumentException naming the first entry that cannot be used, and why
     */
    static MelSpec of(FrontEndSpec spec) {
        SpecEntries entries = new SpecEntries(spec);
        int sampleRate = entries.integer("sampleRate", 4_000, 384_000);
        int fftSize = entries.integer("fftSize", 4, MAX_FFT_SIZE);
        if (!isTransformable(fftSize)) {
            throw SpecEntries.refused(
                    "fftSize", fftSize, "even, with no prime factor other than 2, 3 and 5");
        }
        int window = entries.integer("window", 1, fftSize);
        int hop = entries.integer("hop", 1, 10 * sampleRate);
        int bands = entries.integer("bands", 1, 4096);
        int maxFrames = Math.min(MAX_WINDOW_SIZE / bands, MAX_WINDOW_SECONDS * sampleRate / hop);
        int frames = entries.integer("frames", 1, maxFrames);
        double minFrequency = entries.number("minFrequency", 0, sampleRate / 2.0);
        double maxFrequency = entries.number("maxFrequency", 0, sampleRate / 2.0);
        if (maxFrequency <= minFrequency) {
            throw SpecEntries.refused(
                    "maxFrequency", maxFrequency, "above minFrequency = " + minFrequency);
        }
        MelScale scale = entries.choice("scale", MelScale.class);
        Norm norm = entries.choice("norm", Norm.class);
        if (scale == MelScale.KALDI && norm != Norm.NONE) {
            throw SpecEntries.refused("norm", "slaney", "none with scale = kaldi");
        }
        double floor = entries.number("floor", 1e-30, 1e30);
        return new MelSpec(
                sampleRate,
                fftSize,
                window,
                hop,
                frames,
                bands,
                minFrequency,
                maxFrequency,
                scale,
                norm,
                entries.choice("spectrum", Spectrum.class),
                entries.choice("compression", Compression.class),
                entries.number("reference", floor, 1e30),
                floor);
    }

    /** Samples that one window of features covers. */
    int windowSamples() {
        return (frames - 1) * hop + fftSize;
    }

    private static boolean isTransformable(int size) {
        int rest = size;
        for (int factor : new int[] {2, 3, 5}) {
            while (rest % factor == 0) {
                rest /= factor;
            }
        }
        return rest == 1 && size % 2 == 0;
    }
}
