// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.hub;

import io.soribit.api.Model;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A model that is being loaded: registered as a service as soon as its file or bundle is there, by
 * the component that makes a {@link Model} of it. Thread-safe.
 */
@ConsumerType
public interface ModelCandidate {
    /**
     * {@link ModelState#FOUND}, {@link ModelState#CHECKED}, {@link ModelState#PROBED} or {@link
     * ModelState#REFUSED}. Once there is a {@code Model} of the same id, its state counts.
     *
     * @return as of now
     */
    ModelStatus status();
}
