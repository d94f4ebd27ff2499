// SPDX-License-Identifier: Apache-2.0
package io.soribit.teach.learn;

import java.util.ArrayList;
import java.util.List;

/**
 * Learns a sound from a few takes: the direction in which they differ most from what homes sound
 * like, as {@link Background} knows it, measured in spreads of all other sound in that direction.
 */
public final class Learner {
    /** Spreads above the mean of homes from which on it counts, at the least. */
    static final double LEAST = 8;

    /** Of the spreads that its own takes reach: what is far from homes may count so much later. */
    private static final double SHARE = 0.5;

    /** By how many spreads what is quiet in the takes must be beaten. */
    private static final double ABOVE_QUIET = 2;

    /** By how many spreads what a person has refused must be beaten. */
    private static final double ABOVE_REFUSED = 1;

    /** Spreads from which on it may count where a home is known not to sound like it. */
    private static final double LOWEST = 4;

    private static final int SUREST = 3;

    private final Background background;

    public Learner(Background background) {
        this.background = background;
    }

    /**
     * What was learnt.
     *
     * @param head its logit is 0 where the sound begins to count
     * @param leftOut for each take, the highest logits that it has by what the others taught
     * @param alike for each take, how like it is to the mean of the others: -1 to 1
     * @param onset where the sound begins to count, in spreads above homes
     * @param reach spreads that half of the takes reach by what the others taught
     * @param lowest spreads from which on it may count in a home that is known, at the least
     */
    public record Result(
            Head head,
            List<Double> leftOut,
            List<Double> alike,
            double onset,
            double reach,
            double lowest) {
        public Result {
            leftOut = List.copyOf(leftOut);
            alike = List.copyOf(alike);
        }
    }

    /** As {@link #learn(List, List, List)}, with nothing refused. */
    public Result learn(List<List<float[]>> takes, List<float[]> quiet) {
        return learn(takes, quiet, List.of());
    }

    /**
     * Learns.
     *
     * @param takes embeddings of the windows in which the sound is, of each take; at least two
     * @param quiet embeddings of windows of the takes in which it is not
     * @param refused embeddings of the windows of each sound that is another one
     */
    public Result learn(
            List<List<float[]>> takes, List<float[]> quiet, List<List<float[]>> refused) {
        Refused others = new Refused(background, refused.stream().map(this::mean).toList());
        List<double[]> means = takes.stream().map(this::mean).toList();
        List<Double> spreads = new ArrayList<>();
        List<Double> alike = new ArrayList<>();
        for (int i = 0; i < takes.size(); i++) {
            double[] left = meanWithout(means, i);
            spreads.add(surest(head(left, others), takes.get(i)));
            alike.add(background.likeness(means.get(i), left));
        }
        Head head = head(meanWithout(means, -1), others);
        double lowest = Math.max(LOWEST, highest(head, quiet) + ABOVE_QUIET);
        for (List<float[]> windows : refused) {
            lowest = Math.max(lowest, highest(head, windows) + ABOVE_REFUSED);
        }
        double reach = median(spreads);
        double onset = Math.max(lowest, Math.max(LEAST, SHARE * reach));
        return new Result(
                head.later(onset),
                spreads.stream().map(spread -> spread - onset).toList(),
                alike,
                onset,
                reach,
                lowest);
    }

    private static double highest(Head head, List<float[]> windows) {
        return windows.stream().mapToDouble(head::logit).max().orElse(Double.NEGATIVE_INFINITY);
    }

    /** Its logit is how many spreads above homes a window is. */
    private Head head(double[] soundMean, Refused others) {
        double[] direction = others.away(background.direction(soundMean));
        double spread = background.spread(direction);
        float[] weights = new float[direction.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (direction[i] / spread);
        }
        double home = Background.dot(direction, background.mean()) / spread;
        return new Head(weights, (float) -home);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private double[] mean(List<float[]> windows) {
        double[] mean = new double[background.mean().length];
        for (float[] window : windows) {
            float[] flat = Background.flattened(window);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += flat[i] / windows.size();
            }
        }
        return mean;
    }

    private static double[] meanWithout(List<double[]> means, int left) {
        double[] mean = new double[means.get(0).length];
        int count = 0;
        for (int take = 0; take < means.size(); take++) {
            if (take != left) {
                count++;
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += means.get(take)[i];
                }
            }
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= count;
        }
        return mean;
    }

    /** How far above its onset the surest windows of a take are, by a head. */
    public static double surest(Head head, List<float[]> windows) {
        return windows.stream()
                .mapToDouble(head::logit)
                .map(logit -> -logit)
                .sorted()
                .limit(SUREST)
                .map(logit -> -logit)
                .average()
                .orElse(Double.NEGATIVE_INFINITY);
    }
}
