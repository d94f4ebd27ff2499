// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import io.soribit.api.Detector;
import io.soribit.api.Ontology;
import io.soribit.api.Sound;
import io.soribit.api.Threshold;
import io.soribit.engine.decide.Decider;
import io.soribit.engine.decide.DecisionSettings;
import java.util.ArrayList;
import java.util.List;

/** Fits a decider to a detector: what its labels mean, and from which score on they count. */
public final class Tuning {
    private Tuning() {}

    public static void apply(
            Decider decider,
            Detector detector,
            String room,
            DecisionSettings settings,
            Ontology ontology) {
        List<Sound> sounds = new ArrayList<>();
        List<Threshold> thresholds = new ArrayList<>();
        for (String label : detector.labels()) {
            Sound sound = ontology.ofLabel(label);
            sounds.add(sound);
            Threshold calibrated = detector.thresholdOf(label);
            thresholds.add(settings.thresholds().apply(room, label, sound, calibrated));
        }
        decider.retarget(settings, sounds, thresholds);
    }
}
