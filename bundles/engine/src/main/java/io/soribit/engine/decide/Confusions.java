// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.decide;

import io.soribit.api.Confusion;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of some labels count for less unless they beat others. It remembers the last scores of some
 * labels, so each {@link Decider} has its own.
 */
public final class Confusions {
    private final int[] labels;
    private final int[] during;
    private final float[] factors;
    private final double[] odds;
    private final @Nullable Duration[] over;
    private final @Nullable Smoother[] averages;

    /**
     * @param names of the labels, in the order of the scores; those of confusions are among them or
     *     the confusion does not count
     */
    public Confusions(List<String> names, List<Confusion> confusions) {
        List<Confusion> known =
                confusions.stream()
                        .filter(c -> names.contains(c.label()) && names.contains(c.during()))
                        .toList();
        labels = known.stream().mapToInt(c -> names.indexOf(c.label())).toArray();
        during = known.stream().mapToInt(c -> names.indexOf(c.during())).toArray();
        odds = known.stream().mapToDouble(c -> Math.exp(c.margin())).toArray();
        over = known.stream().map(Confusion::over).toArray(Duration[]::new);
        factors = new float[known.size()];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = known.get(i).factor();
        }
        averages = new Smoother[known.size()];
        forget();
    }

    /** Those of labels that are confused with none. */
    public static Confusions none() {
        return new Confusions(List.of(), List.of());
    }

    /** Forgets the scores so far: what comes next does not follow on them. */
    void forget() {
        for (int i = 0; i < averages.length; i++) {
            Duration time = over[i];
            averages[i] = time == null ? null : new Smoother(Smoothing.MEAN, time);
        }
    }

    /**
     * Takes a window's scores and writes what each is to be multiplied by; of several factors the
     * lowest counts.
     *
     * @param hopNanos time since the window before; 0 for the first
     */
    void factors(float[] scores, float[] smoothed, long hopNanos, float[] result) {
        Arrays.fill(result, 1);
        for (int i = 0; i < labels.length; i++) {
            Smoother average = averages[i];
            float other =
                    average == null
                            ? smoothed[during[i]]
                            : average.add(scores[during[i]], hopNanos);
            if (isBeaten(smoothed[labels[i]], other, odds[i])) {
                result[labels[i]] = Math.min(result[labels[i]], factors[i]);
            }
        }
    }

    private static boolean isBeaten(double score, double other, double odds) {
        return odds == 1 ? other > score : other * (1 - score) * odds > score * (1 - other);
    }
}
