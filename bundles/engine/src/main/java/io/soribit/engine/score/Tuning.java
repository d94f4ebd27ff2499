// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import io.soribit.api.Confusion;
import io.soribit.api.Detector;
import io.soribit.api.ModelDescriptor;
import io.soribit.api.Ontology;
import io.soribit.api.Sound;
import io.soribit.api.Threshold;
import io.soribit.api.score.TaughtSound;
import io.soribit.engine.decide.Confusions;
import io.soribit.engine.decide.Decider;
import io.soribit.engine.decide.DecisionSettings;
import io.soribit.engine.decide.ThresholdRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the labels of a detector mean in a room, and from which score on they count.
 *
 * @param labels in the order of the scores, as all lists
 * @param provisional scores from which on each counts where a model agrees
 * @param confusions that the detector is known for
 * @param weight of its scores beside those of others
 * @param model its id; empty for a detector that is none
 * @param companion id of its companion; null for none
 * @param together what the onset of each is multiplied by where the companion is joined
 */
record Tuning(
        List<String> labels,
        List<Sound> sounds,
        List<Threshold> thresholds,
        List<Float> provisional,
        List<Confusion> confusions,
        double weight,
        String model,
        @Nullable String companion,
        List<Float> together) {
    /** Without a companion. */
    Tuning(
            List<String> labels,
            List<Sound> sounds,
            List<Threshold> thresholds,
            List<Float> provisional,
            List<Confusion> confusions,
            double weight) {
        this(
                labels,
                sounds,
                thresholds,
                provisional,
                confusions,
                weight,
                "",
                null,
                Collections.nCopies(labels.size(), 1f));
    }

    static Tuning of(Detector detector, String room, ScoringSettings settings, Ontology ontology) {
        List<String> labels = new ArrayList<>(detector.labels());
        ThresholdRules rules = settings.decision().thresholds();
        List<Sound> sounds = new ArrayList<>();
        List<Threshold> thresholds = new ArrayList<>();
        List<Float> provisional = new ArrayList<>();
        List<Float> together = new ArrayList<>();
        ModelDescriptor own = detector instanceof ModelDetector m ? m.descriptor() : null;
        float factor = own == null ? 1 : (float) own.companionOnset();
        for (String label : labels) {
            Sound sound = ontology.ofLabel(label);
            sounds.add(sound);
            Threshold calibrated = detector.thresholdOf(label);
            float least = detector.provisionalOf(label);
            boolean byRule = least < calibrated.onset(); // the score is no probability
            Threshold used = byRule ? calibrated : rules.apply(room, label, sound, calibrated);
            thresholds.add(used);
            provisional.add(least);
            boolean lower = used.equals(calibrated) && !AlarmGuard.isTimed(sound);
            together.add(lower ? factor : 1f); // what a person has set holds
        }
        if (detector instanceof ModelDetector m) {
            for (TaughtSound taught : m.hears(settings.taught())) {
                Sound sound = taught.sound();
                Threshold threshold = rules.apply(room, sound.id(), sound, taught.threshold());
                labels.add(sound.id());
                sounds.add(sound);
                thresholds.add(threshold);
                provisional.add(threshold.onset());
                together.add(1f);
            }
        }
        return new Tuning(
                List.copyOf(labels),
                List.copyOf(sounds),
                List.copyOf(thresholds),
                List.copyOf(provisional),
                own == null ? List.of() : own.confusions(),
                own == null ? 1 : own.weight(),
                own == null ? "" : own.id(),
                own == null ? null : own.companion(),
                List.copyOf(together));
    }

    /** Fits a decider to the detector. */
    void apply(Decider decider, DecisionSettings settings) {
        decider.retarget(settings, sounds, thresholds, new Confusions(labels, confusions));
    }
}
