// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.mel;

import java.util.Arrays;

/**
 * Power spectrum of a real, weighted frame of 2^n samples. Decimation in frequency (Gentleman and
 * Sande, "Fast Fourier transforms: for fun and profit", 1966): the even bins of n real samples are
 * the transform of n/2 real ones, and the odd bins, without their mirror images, that of n/4
 * complex ones (real split radix: Sorensen et al., "Real-valued fast Fourier transform algorithms",
 * 1987). Bins are squared where they come up, so nothing is put in order. Long passes are of radix
 * 2 and each of their loops goes from the start of arrays to the start of others, which the JIT
 * compiler turns into vector instructions: hence the copies of upper halves. Rotating by +i mirrors
 * the spectrum, not its power. Not thread-safe.
 */
final class PowerSpectrum implements SpectrumAnalyzer.PowerTransform {
    static final int LEAST_SIZE = 32;

    private static final int REAL_REST = 16;

    private final int size;
    private final float[] weights;
    private final float[] upperWeights;
    private final float[] upperRe;
    private final float[] upperIm;
    private final float[] zeros = new float[REAL_REST];
    private final LastPasses last;

    /** By the binary logarithm of the points. */
    private final Pass[] passes;

    /**
     * @param weights of a frame's samples: as many as there are, a power of two
     */
    PowerSpectrum(float[] weights) {
        size = weights.length;
        this.weights = weights;
        upperWeights = Arrays.copyOfRange(weights, size / 2, size);
        upperRe = new float[size / 2];
        upperIm = new float[size / 2];
        last = new LastPasses(size);
        passes = new Pass[Integer.numberOfTrailingZeros(size) + 1];
        for (int i = 0; i < passes.length; i++) {
            passes[i] = new Pass(1 << i);
        }
    }

    @Override
    public void transform(float[] frame, float[] bins) {
        int level = passes.length - 1;
        Pass pass = passes[level];
        System.arraycopy(frame, size / 2, upperRe, 0, size / 2);
        split(frame, upperRe, weights, upperWeights, pass.sumRe, pass.differenceRe);
        for (int step = 1; ; step *= 2) {
            float[] rest = pass.sumRe;
            int odd = rest.length / 2;
            System.arraycopy(pass.differenceRe, odd, upperRe, 0, odd);
            rotate(pass.differenceRe, upperRe, pass.cos, pass.sin, pass.re, pass.im, odd);
            complex(pass.re, pass.im, level - 2, step, 4 * step, bins);
            level--;
            if (1 << level == REAL_REST) {
                complex(rest, zeros, level, 0, 2 * step, bins);
                return;
            }
            pass = passes[level];
            split(rest, upperRe, pass.sumRe, pass.differenceRe);
        }
    }

    private static void split(
            float[] lower,
            float[] upper,
            float[] lowerWeights,
            float[] upperWeights,
            float[] sum,
            float[] difference) {
        for (int i = 0; i < sum.length; i++) {
            float a = lower[i] * lowerWeights[i];
            float b = upper[i] * upperWeights[i];
            sum[i] = a + b;
            difference[i] = a - b;
        }
    }

    private static void split(float[] in, float[] upper, float[] sum, float[] difference) {
        int half = sum.length;
        System.arraycopy(in, half, upper, 0, half);
        for (int i = 0; i < half; i++) {
            float a = in[i];
            float b = upper[i];
            sum[i] = a + b;
            difference[i] = a - b;
        }
    }

    private static void rotate(
            float[] re,
            float[] im,
            float[] cos,
            float[] sin,
            float[] toRe,
            float[] toIm,
            int points) {
        for (int i = 0; i < points; i++) {
            float a = re[i];
            float b = im[i];
            float c = cos[i];
            float s = sin[i];
            toRe[i] = a * c - b * s;
            toIm[i] = a * s + b * c;
        }
    }

    /** Transforms 2^level complex points to the bins {@code first}, {@code first + step}, ... */
    private void complex(float[] re, float[] im, int level, int first, int step, float[] bins) {
        if (level == 3) {
            last.eight(re, im, first, step, bins);
        } else if (level == 5) {
            last.thirtyTwo(re, im, first, step, bins);
        } else {
            Pass pass = passes[level];
            split(re, upperRe, pass.sumRe, pass.differenceRe);
            split(im, upperIm, pass.sumIm, pass.differenceIm);
            rotate(
                    pass.differenceRe,
                    pass.differenceIm,
                    pass.cos,
                    pass.sin,
                    pass.re,
                    pass.im,
                    pass.re.length);
            complex(pass.sumRe, pass.sumIm, level - 1, first, 2 * step, bins);
            complex(pass.re, pass.im, level - 1, first + step, 2 * step, bins);
        }
    }

    /**
     * The factors and the results of a pass of radix 2. Here re and im are the rotated differences.
     */
    private static final class Pass {
        private final float[] cos;
        private final float[] sin;
        private final float[] sumRe;
        private final float[] sumIm;
        private final float[] differenceRe;
        private final float[] differenceIm;
        private final float[] re;
        private final float[] im;

        Pass(int points) {
            int half = points / 2;
            cos = new float[half];
            sin = new float[half];
            sumRe = new float[half];
            sumIm = new float[half];
            differenceRe = new float[half];
            differenceIm = new float[half];
            re = new float[half];
            im = new float[half];
            for (int i = 0; i < half; i++) {
                cos[i] = (float) Math.cos(2 * Math.PI * i / points);
                sin[i] = (float) Math.sin(2 * Math.PI * i / points);
            }
        }
    }
}
