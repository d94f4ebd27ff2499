// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.udp;

import io.soribit.common.frame.RejectedException;
import java.nio.ByteBuffer;

/** How samples are written in a packet. */
interface Payload {
    /**
     * Checks whether a packet is what it is read as.
     *
     * @param type of RTP
     */
    void check(int type) throws RejectedException;

    /**
     * The samples of a part of a packet.
     *
     * @param start index of the first byte
     * @param end index after the last, more than {@code start}
     * @return at least one frame
     */
    float[] samples(ByteBuffer bytes, int start, int end) throws RejectedException;
}
