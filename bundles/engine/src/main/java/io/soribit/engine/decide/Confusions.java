// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.decide;

import io.soribit.api.Confusion;
import java.util.Arrays;
import java.util.List;

/** Which of some labels count for less while another scores higher. */
public final class Confusions {
    public static final Confusions NONE = new Confusions(List.of(), List.of());

    private final int[] labels;
    private final int[] during;
    private final float[] factors;

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
        factors = new float[known.size()];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = known.get(i).factor();
        }
    }

    /** Writes what each score is to be multiplied by; of several factors the lowest counts. */
    void factors(float[] smoothed, float[] result) {
        Arrays.fill(result, 1);
        for (int i = 0; i < labels.length; i++) {
            if (smoothed[during[i]] > smoothed[labels[i]]) {
                result[labels[i]] = Math.min(result[labels[i]], factors[i]);
            }
        }
    }
}
