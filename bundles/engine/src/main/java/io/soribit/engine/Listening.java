// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine;

import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import io.soribit.engine.ear.Ear;
import io.soribit.engine.score.EarScorer;

/** One source and what scores it. */
record Listening(String id, String room, Ear ear, EarScorer scorer) {
    /** How it is doing, given what is wrong with the model; empty if there is one. */
    SourceStatus status(String modelProblem) {
        SourceState state = ear.state();
        String message = ear.message();
        if (state == SourceState.LISTENING && !modelProblem.isEmpty()) {
            state = SourceState.STARTING;
            message = modelProblem;
        }
        return new SourceStatus(
                id,
                room,
                state,
                message.isEmpty() ? scorer.problem() : message,
                ear.levelDb(),
                scorer.lastScored(),
                scorer.windows(),
                ear.reception());
    }
}
