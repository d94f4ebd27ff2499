// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine;

import io.soribit.engine.score.ModelSettings;
import io.soribit.engine.score.ScoringSettings;

/**
 * All that can be set.
 *
 * @param model which model is in charge
 * @param scoring how audio is scored
 * @param threads that score; at least 1
 */
public record Settings(ModelSettings model, ScoringSettings scoring, int threads) {
    public static final Settings DEFAULT =
            new Settings(
                    ModelSettings.DEFAULT,
                    ScoringSettings.DEFAULT,
                    Runtime.getRuntime().availableProcessors());

    public Settings {
        if (threads < 1 || threads > 256) {
            throw new IllegalArgumentException(threads + " threads: 1 to 256 are supported");
        }
    }

    /** The same with other models. */
    Settings with(ModelSettings next) {
        return new Settings(next, scoring, threads);
    }
}
