// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.browser;

import io.soribit.common.frame.Packet;
import io.soribit.common.frame.PacketFormat;
import io.soribit.common.frame.Pcm;
import io.soribit.common.frame.RejectedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What the page sends, see {@link io.soribit.api.source.LentMicrophones#take}. */
final class BrowserFormat implements PacketFormat {
    /** The largest packet, in bytes. */
    static final int LARGEST = 64 * 1024;

    private static final int RATE = 12;
    private static final int HEADER = 16;
    private static final int LOWEST = 8_000;
    private static final int HIGHEST = 96_000;

    @Override
    public Packet read(ByteBuffer bytes) throws RejectedException {
        int size = bytes.remaining();
        if (size <= HEADER || size > LARGEST || size % 2 != 0) {
            throw new RejectedException(
                    "it has " + size + " bytes: a header of 16 and whole samples are expected");
        }
        ByteBuffer in = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        int rate = in.getInt(RATE);
        if (rate < LOWEST || rate > HIGHEST) {
            throw new RejectedException(
                    "its sample rate is " + rate + " Hz: " + LOWEST + " to " + HIGHEST);
        }
        return new Packet(
                in.getLong(0),
                in.getInt(8) & 0xffffffffL,
                Pcm.read(in, HEADER, size, ByteOrder.LITTLE_ENDIAN));
    }

    /** The sample rate of a packet that has been read. */
    static int rate(byte[] packet) {
        return ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN).getInt(RATE);
    }

    @Override
    public int sequenceBits() {
        return 32;
    }

    /** A phone's clock, which numbers the sessions, may be set back. */
    @Override
    public boolean sessionsGrow() {
        return false;
    }
}
