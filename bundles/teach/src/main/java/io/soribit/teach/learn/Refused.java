// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.learn;

import java.util.List;

/**
 * Turns a direction away from sounds that a person has refused, as if homes often differed from
 * their mean towards them: each adds its outer product to the covariance, whose inverse follows by
 * the identity of Sherman, Morrison and Woodbury.
 */
final class Refused {
    private final double[][] centred;
    private final double[][] rare;

    /** The matrix of the identity that is as large as there are refused sounds. */
    private final double[][] small;

    /**
     * @param means of the refused sounds, flattened
     */
    Refused(Background background, List<double[]> means) {
        int count = means.size();
        centred = new double[count][];
        rare = new double[count][];
        small = new double[count][count];
        for (int i = 0; i < count; i++) {
            centred[i] = background.centred(means.get(i));
            rare[i] = background.rarity(centred[i]);
        }
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < count; k++) {
                small[i][k] = (i == k ? 1 : 0) + Background.dot(centred[i], rare[k]);
            }
        }
    }

    /**
     * The direction with the refused sounds in the covariance.
     *
     * @param direction without them
     */
    double[] away(double[] direction) {
        double[] right = new double[centred.length];
        for (int i = 0; i < right.length; i++) {
            right[i] = Background.dot(centred[i], direction);
        }
        double[] shares = solved(right);
        double[] turned = direction.clone();
        for (int i = 0; i < shares.length; i++) {
            for (int k = 0; k < turned.length; k++) {
                turned[k] -= shares[i] * rare[i][k];
            }
        }
        return turned;
    }

    /** By elimination; the matrix is symmetric and positive definite: its pivots are above zero. */
    private double[] solved(double[] right) {
        int count = right.length;
        double[][] rows = new double[count][];
        double[] result = right.clone();
        for (int i = 0; i < count; i++) {
            rows[i] = small[i].clone();
        }
        for (int i = 0; i < count; i++) {
            for (int k = i + 1; k < count; k++) {
                double share = rows[k][i] / rows[i][i];
                for (int j = i; j < count; j++) {
                    rows[k][j] -= share * rows[i][j];
                }
                result[k] -= share * result[i];
            }
        }
        for (int i = count - 1; i >= 0; i--) {
            for (int k = i + 1; k < count; k++) {
                result[i] -= rows[i][k] * result[k];
            }
            result[i] /= rows[i][i];
        }
        return result;
    }
}
