// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.score;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * From which score on a sound counts in a room, as people set it. Kept in a configuration file; the
 * engine applies a change without a restart. Thread-safe; may block on the disk.
 */
@ProviderType
public interface Sensitivity {
    /**
     * What was set for this room alone.
     *
     * @param sound its id
     * @return empty if nothing was: then what was set for all rooms counts, or else what comes with
     *     the model
     * @throws IOException if the file cannot be read
     */
    Optional<Float> threshold(String room, String sound) throws IOException;

    /**
     * Sets it for this room, or takes that back.
     *
     * @param sound its id
     * @param threshold 0.05 to 0.99; null for what comes with the model
     * @param who sets it
     * @throws IllegalArgumentException if that cannot be set: sounds of danger never can
     * @throws IOException if it cannot be written; then all is as it was
     */
    void set(String room, String sound, @Nullable Float threshold, String who) throws IOException;
}
