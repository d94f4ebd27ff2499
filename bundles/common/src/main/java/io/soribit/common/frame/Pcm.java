// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.frame;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** 16-bit integers as samples. */
public final class Pcm {
    private static final float SCALE = 0x1p-15f;

    private Pcm() {}

    /**
     * The samples of a part of a packet.
     *
     * @param start index of the first byte
     * @param end index after the last
     */
    public static float[] read(ByteBuffer bytes, int start, int end, ByteOrder order) {
        float[] samples = new float[(end - start) / 2];
        ByteBuffer in = bytes.duplicate().order(order);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = in.getShort(start + 2 * i) * SCALE;
        }
        return samples;
    }
}
