// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.browser;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What the page sends. */
final class Phone {
    /** Samples of a packet. */
    static final int LENGTH = 3_200;

    private Phone() {}

    static byte[] packet(long session, int number) {
        return packet(session, number, 16_000);
    }

    /** All samples are the number of the packet. */
    static byte[] packet(long session, int number, int rate) {
        ByteBuffer bytes =
                ByteBuffer.allocate(16 + 2 * LENGTH)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(session)
                        .putInt(number)
                        .putInt(rate);
        for (int i = 0; i < LENGTH; i++) {
            bytes.putShort((short) number);
        }
        return bytes.array();
    }

    /** The number of the packet that a sample came with. */
    static int number(float sample) {
        return Math.round(sample * 32_768);
    }

    static BrowserConfig config(String device, String room) {
        return new BrowserConfig() {
            @Override
            public String id() {
                return "";
            }

            @Override
            public String room() {
                return room;
            }

            @Override
            public String device() {
                return device;
            }

            @Override
            public Class<BrowserConfig> annotationType() {
                return BrowserConfig.class;
            }
        };
    }
}
