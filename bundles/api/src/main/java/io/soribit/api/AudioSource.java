// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A source of sound, such as a microphone. Register it as a service and the hub listens to it; take
 * it away and the hub stops. Reconnecting, liveness and resampling are the hub's work.
 */
@ConsumerType
public interface AudioSource {
    /**
     * Stable name of this source, unique in the hub, for example {@code microphone.kitchen}.
     *
     * @return the name; never null, the same as long as it is registered
     */
    String id();

    /**
     * The room it hears, a valid {@link Rooms room name}.
     *
     * @return the name, 1 to 64 characters; the same as long as it is registered
     */
    String room();

    /**
     * Whether time passes outside: a live source cannot wait, so an overloaded hub scores fewer of
     * its windows. One that is not live (a file read as fast as possible) is made to wait instead,
     * and each window is scored.
     *
     * @return true by default
     */
    default boolean live() {
        return true;
    }

    /**
     * Whether the hub opens the source again after its stream has ended; a lost stream is always
     * opened again. Asked each time a stream has ended: a folder of files is endless until the last
     * of them.
     *
     * @return true by default
     */
    default boolean endless() {
        return true;
    }

    /**
     * Opens the source. Called on the source's own thread, again after each loss with growing
     * pauses.
     *
     * @return a new stream, which the hub closes
     * @throws IOException with what is wrong, where, and what to do
     */
    AudioStream open() throws IOException;
}
