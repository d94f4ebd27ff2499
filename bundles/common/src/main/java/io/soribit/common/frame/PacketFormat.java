// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.frame;

import java.nio.ByteBuffer;

/** How packets are written. */
public interface PacketFormat {
    /**
     * Reads a packet.
     *
     * @throws RejectedException if it is not one, or not from whom it should be
     */
    Packet read(ByteBuffer bytes) throws RejectedException;

    /** Bits of its sequence number, which begins again at 0 after the largest. */
    int sequenceBits();

    /** Whether a session may only be followed by one with a larger number. */
    boolean sessionsGrow();
}
