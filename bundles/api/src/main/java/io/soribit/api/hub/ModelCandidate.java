// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.hub;

import io.soribit.api.Model;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A model that somebody is taking in: registered as a service from the moment its file or bundle is
 * there, by whoever makes a {@link Model} of it. Thread-safe.
 */
@ConsumerType
public interface ModelCandidate {
    /**
     * {@link ModelState#FOUND}, {@link ModelState#CHECKED}, {@link ModelState#PROBED} or {@link
     * ModelState#REFUSED}. Once there is a {@code Model} of the same id, its state counts.
     */
    ModelStatus status();
}
