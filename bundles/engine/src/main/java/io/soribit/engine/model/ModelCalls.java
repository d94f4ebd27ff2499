// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.model;

import io.soribit.api.ModelException;
import io.soribit.common.concurrent.BoundedCall;
import io.soribit.common.plugin.Thrown;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Calls into models and front ends, which may be those of a plug-in, and never return. */
class ModelCalls {
    /** Enough for the largest model on a small board that does something else, too. */
    static final Duration LIMIT = Duration.ofMinutes(1);

    private final BoundedCall calls;

    ModelCalls(Duration limit) {
        calls = new BoundedCall("soribit-engine-model", limit);
    }

    /**
     * Returns what the call returns.
     *
     * @param id of the model
     * @throws ModelException if it throws, or has not returned within the limit
     */
    <T> T call(String id, Callable<T> call) throws ModelException {
        try {
            return calls.call(call);
        } catch (ExecutionException e) {
            Throwable cause = Thrown.readable(Objects.requireNonNullElse(e.getCause(), e));
            if (cause instanceof ModelException known) {
                throw known;
            }
            throw new ModelException("model " + id + " cannot run: " + cause, cause);
        } catch (TimeoutException e) {
            throw new ModelException(
                    "model %s, or its front end, has not returned within %d s: correct or remove its bundle"
                            .formatted(id, calls.limit().toSeconds()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelException("model " + id + ": its trial was interrupted", e);
        }
    }
}
