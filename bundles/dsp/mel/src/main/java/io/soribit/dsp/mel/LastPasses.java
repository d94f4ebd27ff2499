// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.mel;

/**
 * The last passes of {@link PowerSpectrum}, of radix 4 and 8 (decimation in frequency): from 8 or
 * 32 complex points to the squares of the bins {@code first}, {@code first + step}, ..., where a
 * bin above half the frame's size is the mirror image of one below.
 */
final class LastPasses {
    private static final float ROOT_HALF = (float) Math.sqrt(0.5);

    private final int size;
    private final float[] cos = new float[24];
    private final float[] sin = new float[24];

    /**
     * @param size samples in a frame
     */
    LastPasses(int size) {
        this.size = size;
        for (int i = 0; i < cos.length; i++) {
            double angle = Math.PI / 16 * (i / 8 + 1) * (i % 8);
            cos[i] = (float) Math.cos(angle);
            sin[i] = (float) Math.sin(angle);
        }
    }

    /** Transforms 32 complex points, which are overwritten. */
    void thirtyTwo(float[] re, float[] im, int first, int step, float[] bins) {
        quarter(re, im, cos, sin);
        eights(re, im, 32, first, step, bins);
    }

    /** Transforms eight complex points. */
    void eight(float[] re, float[] im, int first, int step, float[] bins) {
        eights(re, im, 8, first, step, bins);
    }

    /** Splits 32 complex points into four times 8, in place. */
    private static void quarter(float[] re, float[] im, float[] cos, float[] sin) {
        for (int i = 0; i < 8; i++) {
            float sumRe = re[i] + re[i + 16];
            float sumIm = im[i] + im[i + 16];
            float oddSumRe = re[i + 8] + re[i + 24];
            float oddSumIm = im[i + 8] + im[i + 24];
            float differenceRe = re[i] - re[i + 16];
            float differenceIm = im[i] - im[i + 16];
            float oddDifferenceRe = re[i + 8] - re[i + 24];
            float oddDifferenceIm = im[i + 8] - im[i + 24];
            re[i] = sumRe + oddSumRe;
            im[i] = sumIm + oddSumIm;
            float aRe = differenceRe - oddDifferenceIm;
            float aIm = differenceIm + oddDifferenceRe;
            re[i + 8] = aRe * cos[i] - aIm * sin[i];
            im[i + 8] = aRe * sin[i] + aIm * cos[i];
            float bRe = sumRe - oddSumRe;
            float bIm = sumIm - oddSumIm;
            re[i + 16] = bRe * cos[i + 8] - bIm * sin[i + 8];
            im[i + 16] = bRe * sin[i + 8] + bIm * cos[i + 8];
            float cRe = differenceRe + oddDifferenceIm;
            float cIm = differenceIm - oddDifferenceRe;
            re[i + 24] = cRe * cos[i + 16] - cIm * sin[i + 16];
            im[i + 24] = cRe * sin[i + 16] + cIm * cos[i + 16];
        }
    }

    /** Transforms each eight of the points; the eights are one step apart. */
    private void eights(float[] re, float[] im, int points, int start, int nearStep, float[] bins) {
        int step = points / 8 * nearStep;
        for (int at = 0; at < points; at += 8) {
            int first = start + at / 8 * nearStep;
            float ar = re[at] + re[at + 4];
            float ai = im[at] + im[at + 4];
            float br = re[at + 2] + re[at + 6];
            float bi = im[at + 2] + im[at + 6];
            float cr = re[at + 1] + re[at + 5];
            float ci = im[at + 1] + im[at + 5];
            float dr = re[at + 3] + re[at + 7];
            float di = im[at + 3] + im[at + 7];
            square(ar + br, ai + bi, cr + dr, ci + di, first, step, bins);
            square(ar - br, ai - bi, di - ci, cr - dr, first + 2 * step, step, bins);
            ar = re[at] - re[at + 4];
            ai = im[at] - im[at + 4];
            br = re[at + 2] - re[at + 6];
            bi = im[at + 2] - im[at + 6];
            cr = ROOT_HALF * (re[at + 1] - re[at + 5]);
            ci = ROOT_HALF * (im[at + 1] - im[at + 5]);
            dr = ROOT_HALF * (re[at + 3] - re[at + 7]);
            di = ROOT_HALF * (im[at + 3] - im[at + 7]);
            float er = cr - ci;
            float ei = cr + ci;
            float fr = dr + di;
            float fi = di - dr;
            square(ar - bi, ai + br, er - fr, ei - fi, first + step, step, bins);
            square(ar + bi, ai - br, -ei - fi, er + fr, first + 3 * step, step, bins);
        }
    }

    /** Writes the squares of the sum and the difference of a and b, which are four steps apart. */
    private void square(float ar, float ai, float br, float bi, int bin, int step, float[] bins) {
        float sumRe = ar + br;
        float sumIm = ai + bi;
        float differenceRe = ar - br;
        float differenceIm = ai - bi;
        int other = bin + 4 * step;
        bins[Math.min(bin, size - bin)] = sumRe * sumRe + sumIm * sumIm;
        bins[Math.min(other, size - other)] =
                differenceRe * differenceRe + differenceIm * differenceIm;
    }
}
