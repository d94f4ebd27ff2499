// SPDX-License-Identifier: Apache-2.0
package io.soribit.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.soribit.api.FeatureStream;
import io.soribit.api.ModelException;
import io.soribit.api.ModelSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Prints the scores of the first windows, to be compared with those of the Python peer. */
public final class Scores {
    private static final int WINDOWS = 10;

    private Scores() {}

    public static void main(String[] arguments) throws ModelException, IOException {
        Subject subject = new Subject("float32");
        Playback playback = subject.playback();
        List<float[]> all = new ArrayList<>();
        try (FeatureStream features = subject.features();
                ModelSession session = subject.model().open()) {
            while (all.size() < WINDOWS) {
                playback.advance(
                        features,
                        (start, window) -> {
                            float[] scores =
                                    new float[subject.model().descriptor().labels().size()];
                            session.score(window, scores);
                            all.add(scores);
                        });
            }
        }
        System.out.println(new ObjectMapper().writeValueAsString(all));
    }
}
