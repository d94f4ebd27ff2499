// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A trained model that is ready to score. Registered as a service; thread-safe. */
@ConsumerType
public interface Model {
    /** What it is and wants. */
    ModelDescriptor descriptor();

    /** Size of its file; 0 if it is not known. */
    default long bytes() {
        return 0;
    }

    /** Windows on which it is proven before its scores count; may be none. */
    default List<GoldenWindow> golden() {
        return List.of();
    }

    /**
     * Opens a session with memory of its own.
     *
     * @throws ModelException if the model cannot be run, with the reason
     */
    ModelSession open() throws ModelException;
}
