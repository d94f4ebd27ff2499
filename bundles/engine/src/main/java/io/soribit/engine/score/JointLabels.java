// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import io.soribit.api.Confusion;
import io.soribit.api.Sound;
import io.soribit.api.Threshold;
import io.soribit.engine.decide.Confusions;
import io.soribit.engine.decide.Decider;
import io.soribit.engine.decide.DecisionSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sounds that several models know, and their scores as one: the weighted geometric mean of the
 * scores of the models that know a sound, against the same mean of their thresholds. A model that
 * has several labels for a sound counts with the surest. A sound that only one has keeps its score.
 * Where the second of two is the companion of the first, the onset of what both hear is lower by a
 * factor that the first one knows. The smoothing, hold and minimum of a sound are those of the
 * first model that has one.
 */
final class JointLabels {
    private static final float LEAST = 1e-6f;

    private final List<Sound> sounds;
    private final List<String> ids;
    private final List<Threshold> thresholds = new ArrayList<>();
    private final List<Confusion> confusions = new ArrayList<>();
    private final double[] weights;

    /** By model, by label: the number of its sound. */
    private final int[][] soundOf;

    /** By model, by sound: the onset threshold; 0 where it does not know the sound. */
    private final float[][] onsets;

    /** By sound: the mean of the onsets, that the mean of the scores is measured against. */
    private final double[] means;

    /**
     * By sound: the weight of all models that know it, and what lowers the onset of all together.
     */
    private final double[] whole;

    private final double[] factors;

    private final float[][] best;
    private final float[] surest;
    private final double[] sums;
    private final double[] present;

    JointLabels(List<Tuning> models) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        sounds = new ArrayList<>();
        soundOf = new int[models.size()][];
        weights = models.stream().mapToDouble(Tuning::weight).toArray();
        for (int m = 0; m < soundOf.length; m++) {
            List<Sound> own = models.get(m).sounds();
            soundOf[m] = new int[own.size()];
            for (int label = 0; label < own.size(); label++) {
                Sound sound = own.get(label);
                if (numbers.putIfAbsent(sound.id(), sounds.size()) == null) {
                    sounds.add(sound);
                }
                soundOf[m][label] = numbers.get(sound.id());
            }
            confuse(models.get(m));
        }
        ids = sounds.stream().map(Sound::id).toList();
        onsets = new float[soundOf.length][sounds.size()];
        means = new double[sounds.size()];
        whole = new double[sounds.size()];
        factors = new double[sounds.size()];
        best = new float[soundOf.length][sounds.size()];
        surest = new float[sounds.size()];
        sums = new double[sounds.size()];
        present = new double[sounds.size()];
        for (int sound = 0; sound < sounds.size(); sound++) {
            thresholds.add(threshold(models, sound));
        }
    }

    int size() {
        return sounds.size();
    }

    List<Sound> sounds() {
        return sounds;
    }

    /** Those of the sounds. */
    List<String> ids() {
        return ids;
    }

    List<Threshold> thresholds() {
        return thresholds;
    }

    int soundOf(int model, int label) {
        return soundOf[model][label];
    }

    void apply(Decider decider, DecisionSettings settings) {
        decider.retarget(settings, sounds, thresholds, new Confusions(ids, confusions));
    }

    /** Forgets the scores of the window before. */
    void begin() {
        Arrays.fill(surest, 0);
        Arrays.fill(sums, 0);
        Arrays.fill(present, 0);
    }

    /** Takes the scores of one model. */
    void add(int model, float[] scores) {
        float[] own = best[model];
        Arrays.fill(own, 0);
        for (int label = 0; label < scores.length; label++) {
            int sound = soundOf[model][label];
            own[sound] = Math.max(own[sound], scores[label]);
        }
        for (int sound = 0; sound < own.length; sound++) {
            float onset = onsets[model][sound];
            surest[sound] = Math.max(surest[sound], own[sound]);
            if (onset > 0) {
                double ratio = Math.max(own[sound], LEAST) / Math.max(onset, LEAST);
                sums[sound] += weights[model] * Math.log(ratio);
                present[sound] += weights[model];
            }
        }
    }

    /** Writes one score for each sound: 0 where no model that knows it was added. */
    void join(float[] result) {
        for (int sound = 0; sound < result.length; sound++) {
            double score = present[sound] == 0 ? 0 : means[sound] * mean(sound);
            result[sound] = (float) Math.min(1, score);
        }
    }

    /**
     * The highest score of any model that was added for each sound; valid until the next window.
     */
    float[] surest() {
        return surest;
    }

    /** Against the onset: of fewer than all models against an onset that is not lower. */
    private double mean(int sound) {
        double ratio = Math.exp(sums[sound] / present[sound]);
        return present[sound] < whole[sound] ? ratio * factors[sound] : ratio;
    }

    private Threshold threshold(List<Tuning> models, int sound) {
        Threshold times = null;
        double onset = 0;
        double offset = 0;
        double weight = 0;
        for (int m = 0; m < soundOf.length; m++) {
            Threshold own = lowest(models.get(m), soundOf[m], sound);
            if (own != null) {
                times = times == null ? own : completed(times, own);
                onsets[m][sound] = Math.max(own.onset(), LEAST);
                onset += weights[m] * Math.log(onsets[m][sound]);
                offset += weights[m] * Math.log(Math.max(own.offset(), LEAST));
                weight += weights[m];
            }
        }
        if (times == null) {
            throw new IllegalStateException("no model knows " + sounds.get(sound));
        }
        means[sound] = Math.exp(onset / weight);
        whole[sound] = weight;
        factors[sound] = together(models, sound);
        float joint = (float) (means[sound] * factors[sound]);
        return times.at(joint, Math.min(joint, (float) Math.exp(offset / weight)));
    }

    /** What the onset of a sound is multiplied by that a model and its companion both know. */
    private float together(List<Tuning> models, int sound) {
        Tuning first = models.get(0);
        boolean paired = models.size() == 2 && models.get(1).model().equals(first.companion());
        float factor = 1;
        for (int label = 0; label < soundOf[0].length; label++) {
            if (paired && soundOf[0][label] == sound && onsets[1][sound] > 0) {
                factor = Math.min(factor, first.together().get(label));
            }
        }
        return factor;
    }

    /** The times that one model does not have are those of another. */
    private static Threshold completed(Threshold one, Threshold other) {
        return new Threshold(
                one.onset(),
                one.offset(),
                one.smoothing() == null ? other.smoothing() : one.smoothing(),
                one.hold() == null ? other.hold() : one.hold(),
                one.minimum() == null ? other.minimum() : one.minimum());
    }

    private static @Nullable Threshold lowest(Tuning model, int[] soundOfLabel, int sound) {
        Threshold lowest = null;
        for (int label = 0; label < soundOfLabel.length; label++) {
            Threshold own = model.thresholds().get(label);
            if (soundOfLabel[label] == sound && (lowest == null || own.onset() < lowest.onset())) {
                lowest = own;
            }
        }
        return lowest;
    }

    private void confuse(Tuning model) {
        for (Confusion known : model.confusions()) {
            String label = idOf(model, known.label());
            String during = idOf(model, known.during());
            if (!label.equals(during)) {
                confusions.add(known.of(label, during));
            }
        }
    }

    private static String idOf(Tuning model, String label) {
        return model.sounds().get(model.labels().indexOf(label)).id();
    }
}
