// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** A trained model that is ready to score. Registered as a service; thread-safe. */
@ConsumerType
public interface Model {
    /**
     * What it is, and its input.
     *
     * @return the same as long as it is registered
     */
    ModelDescriptor descriptor();

    /**
     * Size of its file; 0 if it is not known.
     *
     * @return 0 by default
     */
    default long bytes() {
        return 0;
    }

    /**
     * Windows on which it is proven before its scores count; may be none.
     *
     * @return none by default
     */
    default List<GoldenWindow> golden() {
        return List.of();
    }

    /**
     * What its sessions tell of a window beside the scores, for sounds that a household teaches.
     *
     * @return empty by default: with this model they are not heard
     */
    default Optional<Embedding> embedding() {
        return Optional.empty();
    }

    /**
     * Opens a session with memory of its own.
     *
     * @return a new session, which the hub closes
     * @throws ModelException if the model cannot be run, with the reason
     */
    ModelSession open() throws ModelException;
}
