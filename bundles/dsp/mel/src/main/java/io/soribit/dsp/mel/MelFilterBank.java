// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.mel;

import java.util.Arrays;

/**
 * Triangular mel filters over the bins of a spectrum, each kept as its first bin and its weights.
 */
final class MelFilterBank {
    private final int[] firstBin;
    private final int[] firstWeight;
    private final float[] weights;

    MelFilterBank(MelSpec spec) {
        double[] edges = edges(spec);
        double binWidth = (double) spec.sampleRate() / spec.fftSize();
        int bins = spec.fftSize() / 2 + 1;
        firstBin = new int[spec.bands()];
        firstWeight = new int[spec.bands() + 1];
        float[] all = new float[2 * bins + 2 * spec.bands()];
        int count = 0;
        for (int band = 0; band < spec.bands(); band++) {
            double low = edges[band];
            double centre = edges[band + 1];
            double high = edges[band + 2];
            double gain = spec.norm() == MelSpec.Norm.SLANEY ? 2 / (high - low) : 1;
            int bin = Math.min(bins, (int) Math.floor(low / binWidth) + 1);
            firstBin[band] = bin;
            for (; bin < bins && bin * binWidth < high; bin++) {
                double hertz = bin * binWidth;
                double rise = (hertz - low) / (centre - low);
                double fall = (high - hertz) / (high - centre);
                all[count++] = (float) (gain * Math.min(rise, fall));
            }
            firstWeight[band + 1] = count;
        }
        weights = Arrays.copyOf(all, count);
    }

    private static double[] edges(MelSpec spec) {
        double low = spec.scale().toMel(spec.minFrequency());
        double high = spec.scale().toMel(spec.maxFrequency());
        double[] edges = new double[spec.bands() + 2];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = spec.scale().toHertz(low + (high - low) * i / (edges.length - 1));
        }
        return edges;
    }

    /** The first bin that any filter weighs. */
    int lowestBin() {
        return firstBin[0];
    }

    /** The bin after the last that any filter weighs. */
    int endBin() {
        int last = firstBin.length - 1;
        return firstBin[last] + firstWeight[last + 1] - firstWeight[last];
    }

    /** Sums the spectrum (one value per bin) into bands. */
    void apply(float[] spectrum, float[] bands) {
        for (int band = 0; band < firstBin.length; band++) {
            int bin = firstBin[band];
            float sum = 0;
            for (int i = firstWeight[band]; i < firstWeight[band + 1]; i++) {
                sum += weights[i] * spectrum[bin++];
            }
            bands[band] = sum;
        }
    }
}
