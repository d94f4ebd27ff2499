// SPDX-License-Identifier: Apache-2.0
package io.soribit.dsp.mel;

/**
 * Triangular mel filters over the bins of a spectrum. A bin between two band edges lies on the
 * falling side of one triangle and on the rising side of the next, so each is read once.
 */
final class MelFilterBank {
    /** The first bin above each edge; one edge more than there are sides. */
    private final int[] firstBin;

    private final float[] rise;
    private final float[] fall;

    MelFilterBank(MelSpec spec) {
        double[] edges = edges(spec);
        double binWidth = (double) spec.sampleRate() / spec.fftSize();
        int bins = spec.fftSize() / 2 + 1;
        firstBin = new int[edges.length];
        for (int i = 0; i < edges.length; i++) {
            firstBin[i] = Math.min(bins, (int) Math.floor(edges[i] / binWidth) + 1);
        }
        rise = new float[bins];
        fall = new float[bins];
        for (int side = 0; side <= spec.bands(); side++) {
            double from = spec.scale().toAxis(edges[side]);
            double width = spec.scale().toAxis(edges[side + 1]) - from;
            for (int bin = firstBin[side]; bin < firstBin[side + 1]; bin++) {
                double share = (spec.scale().toAxis(bin * binWidth) - from) / width;
                if (side < spec.bands()) {
                    rise[bin] = (float) (gain(spec, edges, side) * share);
                }
                if (side > 0) {
                    fall[bin] = (float) (gain(spec, edges, side - 1) * (1 - share));
                }
            }
        }
    }

    private static double gain(MelSpec spec, double[] edges, int band) {
        return spec.norm() == MelSpec.Norm.SLANEY ? 2 / (edges[band + 2] - edges[band]) : 1;
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
        return firstBin[firstBin.length - 1];
    }

    /** Sums the spectrum (one value per bin) into bands. */
    void apply(float[] spectrum, float[] bands) {
        float risen = 0;
        int bin = firstBin[0];
        for (int side = 0; side <= bands.length; side++) {
            float up = 0;
            float down = 0;
            for (int end = firstBin[side + 1]; bin < end; bin++) {
                up += rise[bin] * spectrum[bin];
                down += fall[bin] * spectrum[bin];
            }
            if (side > 0) {
                bands[side - 1] = risen + down;
            }
            risen = up;
        }
    }
}
