// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.source;

import io.soribit.api.SoundEvent;
import io.soribit.api.hub.SourceStatus;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Joins rooms that another hub hears to this house: their sounds become events of the house, and
 * their states those of its sources. No audio is needed for it. Thread-safe; never blocks.
 */
@ProviderType
public interface RemoteHearing {
    /**
     * Adds a room, which is not heard until its first {@link Membership#status status}.
     *
     * @param source unique name, as of an {@link io.soribit.api.AudioSource}
     * @param room a valid {@link io.soribit.api.Rooms room name}
     * @return to be closed when it is no longer a room of this house
     * @throws IllegalArgumentException if the room's name is not valid
     */
    Membership join(String source, String room);

    /** A room of another hub. */
    @ProviderType
    interface Membership extends AutoCloseable {
        /**
         * How it is doing. What it hears ends when no audio comes any more.
         *
         * @param status names this source and room
         */
        void status(SourceStatus status);

        /**
         * What it hears; times are those of this hub, at which this is called.
         *
         * @param event of the room, not of a house; its id is unique in that hub
         */
        void sound(SoundEvent event);

        /** Takes the room away, and ends what it hears. */
        @Override
        void close();
    }
}
