// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine;

import io.soribit.engine.model.ModelSettings;
import io.soribit.engine.score.ScoringSettings;
import java.time.Duration;

/**
 * All that can be set.
 *
 * @param model which models to activate
 * @param scoring how audio is scored
 * @param threads that score; at least 1
 * @param quiet a live source that gives for so long what no living microphone gives counts as
 *     quiet; zero for never
 */
public record Settings(ModelSettings model, ScoringSettings scoring, int threads, Duration quiet) {
    public static final Settings DEFAULT =
            new Settings(
                    ModelSettings.DEFAULT,
                    ScoringSettings.DEFAULT,
                    Runtime.getRuntime().availableProcessors(),
                    Duration.ofSeconds(8));

    public Settings {
        if (threads < 1 || threads > 256) {
            throw new IllegalArgumentException(threads + " threads: 1 to 256 are supported");
        }
        if (quiet.isNegative()) {
            throw new IllegalArgumentException("quiet after " + quiet + ": 0 or more");
        }
    }

    /** With the usual time after which a source is quiet. */
    public Settings(ModelSettings model, ScoringSettings scoring, int threads) {
        this(model, scoring, threads, DEFAULT.quiet);
    }

    /** The same with other models. */
    public Settings with(ModelSettings next) {
        return new Settings(next, scoring, threads, quiet);
    }
}
