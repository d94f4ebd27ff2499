// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.resample;

/** How close to the lower Nyquist frequency a resampler's low-pass keeps what is there. */
public enum Sharpness {
    /** Flat to about 0.89 of it, -6 dB at 0.955, -65 dB from 1.02. */
    SHARP(0.955, 32),
    /**
     * Flat to about 0.67 of it, -6 dB at 1, -65 dB from 1.33, so that what is above folds to
     * nothing below 0.67. Takes a fifth of the time.
     */
    SOFT(1, 6);

    private final double cutoff;
    private final int zeroCrossings;

    Sharpness(double cutoff, int zeroCrossings) {
        this.cutoff = cutoff;
        this.zeroCrossings = zeroCrossings;
    }

    /** Where it is -6 dB, as a part of the lower Nyquist frequency. */
    double cutoff() {
        return cutoff;
    }

    /** Of the sinc on each side, in samples of the lower rate. */
    int zeroCrossings() {
        return zeroCrossings;
    }
}
