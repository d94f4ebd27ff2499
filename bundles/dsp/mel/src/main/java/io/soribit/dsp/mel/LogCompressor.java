// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.mel;

/**
 * Logarithm of values over a reference, with a floor. What is no number becomes the floor, so the
 * result is finite whatever comes in.
 */
final class LogCompressor {
    /** Bits of the largest float not above the square root of a half. */
    private static final int ROOT_HALF = 0x3f3504f3;

    private static final float C1 = (float) (2 / Math.log(2));
    private static final float C3 = (float) (2 / Math.log(2) / 3);
    private static final float C5 = (float) (2 / Math.log(2) / 5);
    private static final float C7 = (float) (2 / Math.log(2) / 7);

    private final float floor;
    private final float factor;
    private final float offset;

    LogCompressor(MelSpec spec) {
        double decibels = spec.spectrum() == MelSpec.Spectrum.POWER ? 10 : 20;
        double natural = spec.compression() == MelSpec.Compression.LN ? 1 : decibels / Math.log(10);
        floor = (float) spec.floor();
        factor = (float) (natural * Math.log(2));
        offset = (float) (natural * Math.log(spec.reference()));
    }

    /** Compresses in place. */
    void apply(float[] values) {
        for (int i = 0; i < values.length; i++) {
            float value = values[i];
            values[i] = factor * log2(value > floor ? value : floor) - offset;
        }
    }

    /**
     * Base-2 logarithm of a positive normal float, to float precision: the exponent, and the series
     * of the inverse hyperbolic tangent for the mantissa in [0.707, 1.414).
     */
    static float log2(float x) {
        int bits = Float.floatToRawIntBits(x);
        int exponent = (bits - ROOT_HALF) >> 23;
        float mantissa = Float.intBitsToFloat(bits - (exponent << 23));
        float s = (mantissa - 1) / (mantissa + 1);
        float q = s * s;
        return exponent + s * (C1 + q * (C3 + q * (C5 + q * C7)));
    }
}
