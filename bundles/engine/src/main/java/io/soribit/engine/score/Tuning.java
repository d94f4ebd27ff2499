// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import io.soribit.api.Confusion;
import io.soribit.api.Detector;
import io.soribit.api.Ontology;
import io.soribit.api.Sound;
import io.soribit.api.Threshold;
import io.soribit.api.score.TaughtSound;
import io.soribit.engine.decide.Confusions;
import io.soribit.engine.decide.Decider;
import io.soribit.engine.decide.DecisionSettings;
import io.soribit.engine.decide.ThresholdRules;
import java.util.ArrayList;
import java.util.List;

/**
 * What the labels of a detector mean in a room, and from which score on they count.
 *
 * @param labels in the order of the scores, as all lists
 * @param provisional scores from which on each counts where a model agrees
 * @param confusions that the detector is known for
 * @param weight of its scores beside those of others
 */
record Tuning(
        List<String> labels,
        List<Sound> sounds,
        List<Threshold> thresholds,
        List<Float> provisional,
        List<Confusion> confusions,
        double weight) {
    static Tuning of(Detector detector, String room, ScoringSettings settings, Ontology ontology) {
        List<String> labels = new ArrayList<>(detector.labels());
        ThresholdRules rules = settings.decision().thresholds();
        List<Sound> sounds = new ArrayList<>();
        List<Threshold> thresholds = new ArrayList<>();
        List<Float> provisional = new ArrayList<>();
        for (String label : labels) {
            Sound sound = ontology.ofLabel(label);
            sounds.add(sound);
            Threshold calibrated = detector.thresholdOf(label);
            float least = detector.provisionalOf(label);
            boolean byRule = least < calibrated.onset(); // the score is no probability
            thresholds.add(byRule ? calibrated : rules.apply(room, label, sound, calibrated));
            provisional.add(least);
        }
        if (detector instanceof ModelDetector m) {
            for (TaughtSound taught : m.hears(settings.taught())) {
                Sound sound = taught.sound();
                Threshold threshold = rules.apply(room, sound.id(), sound, taught.threshold());
                labels.add(sound.id());
                sounds.add(sound);
                thresholds.add(threshold);
                provisional.add(threshold.onset());
            }
        }
        boolean model = detector instanceof ModelDetector;
        return new Tuning(
                List.copyOf(labels),
                List.copyOf(sounds),
                List.copyOf(thresholds),
                List.copyOf(provisional),
                model ? ((ModelDetector) detector).descriptor().confusions() : List.of(),
                model ? ((ModelDetector) detector).descriptor().weight() : 1);
    }

    /** Fits a decider to the detector. */
    void apply(Decider decider, DecisionSettings settings) {
        decider.retarget(settings, sounds, thresholds, new Confusions(labels, confusions));
    }
}
