// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine;

import io.soribit.api.hub.SourceState;
import io.soribit.api.hub.SourceStatus;
import io.soribit.engine.ear.Ear;
import io.soribit.engine.score.EarScorer;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One source and what scores it.
 *
 * @param elsewhere how it is doing at the hub that hears it in this one's stead; holds null if none
 *     does
 */
record Listening(
        String id,
        String room,
        Ear ear,
        EarScorer scorer,
        AtomicReference<@Nullable SourceStatus> elsewhere) {
    Listening(String id, String room, Ear ear, EarScorer scorer) {
        this(id, room, ear, scorer, new AtomicReference<>());
    }

    /** Hears it unless another hub does; without a model, it is not heard here. */
    void share(Sharing sharing, String modelProblem) {
        SourceStatus other = sharing.elsewhere(here(modelProblem));
        elsewhere.set(other);
        ear.standBy(other != null);
    }

    /** How it is doing, given what is wrong with the model; empty if there is one. */
    SourceStatus status(String modelProblem) {
        SourceStatus other = elsewhere.get();
        return other == null ? here(modelProblem) : other;
    }

    private SourceStatus here(String modelProblem) {
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
