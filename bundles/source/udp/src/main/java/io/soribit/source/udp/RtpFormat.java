// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.udp;

import io.soribit.common.frame.Packet;
import io.soribit.common.frame.PacketFormat;
import io.soribit.common.frame.RejectedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** RTP (RFC 3550). */
final class RtpFormat implements PacketFormat {
    private static final int HEADER = 12;
    private static final int VERSION = 2;

    private final Payload payload;

    RtpFormat(Payload payload) {
        this.payload = payload;
    }

    @Override
    public Packet read(ByteBuffer bytes) throws RejectedException {
        bytes.order(ByteOrder.BIG_ENDIAN);
        int size = bytes.remaining();
        if (size < HEADER || (bytes.get(0) & 0xff) >> 6 != VERSION) {
            throw new RejectedException(
                    "it is no RTP packet: set 'format' to what the board sends");
        }
        int flags = bytes.get(0);
        int type = bytes.get(1) & 0x7f;
        if (type >= 72 && type <= 76) {
            throw new RejectedException("it is RTCP, which is not used");
        }
        payload.check(type);
        int start = HEADER + 4 * (flags & 0x0f);
        if ((flags & 0x10) != 0) {
            if (size < start + 4) {
                throw malformed();
            }
            start += 4 + 4 * (bytes.getShort(start + 2) & 0xffff);
        }
        int end = size - ((flags & 0x20) != 0 ? bytes.get(size - 1) & 0xff : 0);
        if (end <= start) {
            throw malformed();
        }
        float[] samples = payload.samples(bytes, start, end);
        return new Packet(bytes.getInt(8) & 0xffffffffL, bytes.getShort(2) & 0xffff, samples);
    }

    private static RejectedException malformed() {
        return new RejectedException("it is an RTP packet without audio: restart the board");
    }

    @Override
    public int sequenceBits() {
        return 16;
    }

    @Override
    public boolean sessionsGrow() {
        return false;
    }
}
