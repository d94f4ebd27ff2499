// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import io.soribit.api.Ontology;
import io.soribit.engine.ear.Segment;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model needs to score beside the active one.
 *
 * @param current the active model; null if there is none
 * @param segments what each room hears where the model is to become active
 * @param elsewhere nanoseconds that the windows of all other live rooms take, each hop
 * @param hop from one window to the next
 * @param ontology of the labels
 */
public record ShadowScene(
        @Nullable InstalledDetector current,
        List<Segment> segments,
        double elsewhere,
        Duration hop,
        Ontology ontology) {
    public ShadowScene {
        segments = List.copyOf(segments);
    }
}
