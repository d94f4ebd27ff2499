// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.score;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
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
     * A threshold that a person set, or took back.
     *
     * @param id unique
     * @param who set it
     * @param sound its id
     * @param before null if it was what comes with the model
     * @param after likewise
     */
    record Change(
            String id,
            Instant time,
            String who,
            String room,
            String sound,
            @Nullable Float before,
            @Nullable Float after) {}

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

    /** The latest changes, the newest first. */
    List<Change> changes();

    /**
     * Sets again what was set before a change.
     *
     * @param change {@link Change#id}
     * @param who does so
     * @throws IllegalArgumentException if that change is not known any more
     * @throws IllegalStateException if something else was set since
     * @throws IOException if it cannot be written; then all is as it was
     */
    void undo(String change, String who) throws IOException;
}
