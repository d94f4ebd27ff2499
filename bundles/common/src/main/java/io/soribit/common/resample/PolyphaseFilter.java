// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.resample;

/**
 * A Kaiser-windowed sinc low-pass, sampled at each fraction of an input sample that an output
 * sample can fall on.
 */
final class PolyphaseFilter {
    private static final double KAISER_BETA = 6.2;

    /** Rates with a common factor need fewer; with more, the nearest is 60 dB exact or better. */
    private static final int MAX_PHASES = 1024;

    private final int phases;
    private final int denominator;
    private final int halfWidth;
    private final float[] taps;

    PolyphaseFilter(RateRatio ratio, Sharpness sharpness) {
        double bandwidth = Math.min(1, (double) ratio.out() / ratio.in());
        // An even half width lets convolve() take four taps at a time.
        halfWidth = 2 * (int) Math.ceil(sharpness.zeroCrossings() / bandwidth / 2);
        denominator = ratio.out();
        phases = Math.min(denominator, MAX_PHASES);
        taps = new float[phases * width()];
        double[] row = new double[width()];
        double centre = phases < denominator ? 0.5 : 0;
        for (int phase = 0; phase < phases; phase++) {
            double fraction = (phase + centre) / phases;
            double sum = 0;
            for (int i = 0; i < row.length; i++) {
                double distance = fraction + halfWidth - 1 - i;
                row[i] =
                        sinc(sharpness.cutoff() * bandwidth * distance)
                                * kaiser(distance / halfWidth);
                sum += row[i];
            }
            for (int i = 0; i < row.length; i++) {
                taps[phase * row.length + i] = (float) (row[i] / sum);
            }
        }
    }

    /** Input samples before and up to the output's position, and as many after it. */
    int halfWidth() {
        return halfWidth;
    }

    /** Input samples that one output sample is made of. */
    int width() {
        return 2 * halfWidth;
    }

    /** The taps of all phases, one after the other. */
    float[] taps() {
        return taps.clone();
    }

    /**
     * One output sample.
     *
     * @param from index of the first of {@link #width()} input samples
     * @param numerator of the fraction, over the ratio's {@code out}, by which the output lies
     *     after input sample {@code from + halfWidth - 1}
     */
    float convolve(float[] input, int from, int numerator) {
        int phase =
                phases == denominator ? numerator : (int) ((long) numerator * phases / denominator);
        int width = 2 * halfWidth;
        int row = phase * width;
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        for (int i = 0; i < width; i += 4) {
            a += input[from + i] * taps[row + i];
            b += input[from + i + 1] * taps[row + i + 1];
            c += input[from + i + 2] * taps[row + i + 2];
            d += input[from + i + 3] * taps[row + i + 3];
        }
        return (a + b) + (c + d);
    }

    private static double sinc(double x) {
        return Math.abs(x) < 1e-9 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    private static double kaiser(double x) {
        return bessel(KAISER_BETA * Math.sqrt(Math.max(0, 1 - x * x))) / bessel(KAISER_BETA);
    }

    /** Modified Bessel function of the first kind, order 0. */
    private static double bessel(double x) {
        double sum = 1;
        double term = 1;
        for (int n = 1; term > 1e-16 * sum; n++) {
            term *= x / 2 / n * (x / 2 / n);
            sum += term;
        }
        return sum;
    }
}
