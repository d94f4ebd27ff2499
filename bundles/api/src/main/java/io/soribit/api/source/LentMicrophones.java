// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.source;

import java.io.IOException;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Microphones that people lend in their browsers: an old phone or tablet hears a room. Each is a
 * source of the hub until it is taken back, also while nothing comes from it. Thread-safe.
 */
@ProviderType
public interface LentMicrophones {
    /**
     * One that is lent.
     *
     * @param device the user or paired device whose it is; empty for the hub's own machine
     * @param room that it hears
     */
    record Lent(String device, String room) {}

    /** What became of a packet. */
    enum Receipt {
        /** It was taken, or is a repetition of one that was. */
        TAKEN,
        /** It is malformed. */
        MALFORMED,
        /** The microphone of this device is not lent: it never was, or was taken back. */
        NOT_LENT,
        /** The same device lends its microphone in another window, which began later. */
        ELSEWHERE
    }

    /**
     * Lends the microphone of a device; one device lends one.
     *
     * @param room a valid {@link io.soribit.api.Rooms room name}
     * @throws IllegalArgumentException if it is not; the message is for people
     * @throws IOException if it cannot be written down
     */
    void lend(String device, String room) throws IOException;

    /**
     * Takes the next audio of a device; does not block. All numbers are little-endian: a session (8
     * bytes), larger each time the device begins, the number of the packet (4 bytes), the sample
     * rate (4 bytes), and samples of one channel as 16-bit integers.
     *
     * @param packet 64 KiB at most; not copied
     * @return whether it was taken
     */
    Receipt take(String device, byte[] packet);

    /**
     * Ends it: the room is no longer heard by this device.
     *
     * @return whether it was lent
     * @throws IOException if it cannot be written down
     */
    boolean takeBack(String device) throws IOException;

    /**
     * All that are lent.
     *
     * @return by device
     */
    List<Lent> list();
}
