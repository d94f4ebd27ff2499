// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.learn;

/**
 * How like a taught sound an embedding is: a weighted sum of its values, flattened, as a
 * probability.
 */
public final class Head {
    private final float[] weights;
    private final float bias;

    /**
     * @param weights one per value; copied
     * @param bias added to the sum
     */
    public Head(float[] weights, float bias) {
        this.weights = weights.clone();
        this.bias = bias;
    }

    /** One per value; a copy. */
    public float[] weights() {
        return weights.clone();
    }

    public float bias() {
        return bias;
    }

    /** From 0 to 1; allocates nothing. */
    public float score(float[] embedding) {
        return score(logit(embedding));
    }

    /** The same of what {@link Coarse} has made of an embedding. */
    public float score(byte[] coarse) {
        return score(logit(coarse));
    }

    /** The score of a weighted sum. */
    public static float score(double logit) {
        return (float) (1 / (1 + Math.exp(-logit)));
    }

    /** The weighted sum of what {@link Coarse} has made of an embedding. */
    public double logit(byte[] coarse) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * (coarse[i] & 0xff);
        }
        return bias + sum * Coarse.STEP;
    }

    /** The same, but that it begins to count later, in units of its sum. */
    public Head later(double by) {
        return new Head(weights, (float) (bias - by));
    }

    /** The weighted sum: 0 where the sound begins to count. */
    public double logit(float[] embedding) {
        double a = bias; // four sums, which the processor adds at the same time
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i < weights.length - 3; i += 4) {
            a += weights[i] * Background.flattened(embedding[i]);
            b += weights[i + 1] * Background.flattened(embedding[i + 1]);
            c += weights[i + 2] * Background.flattened(embedding[i + 2]);
            d += weights[i + 3] * Background.flattened(embedding[i + 3]);
        }
        for (; i < weights.length; i++) {
            a += weights[i] * Background.flattened(embedding[i]);
        }
        return a + b + c + d;
    }
}
