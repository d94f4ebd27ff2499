// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.udp;

import io.soribit.common.frame.Pcm;
import io.soribit.common.frame.RejectedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** L16 (RFC 3551): 16-bit integers, the high byte first. */
final class LinearPayload implements Payload {
    private final int sampleRate;
    private final int channels;

    LinearPayload(int sampleRate, int channels) {
        this.sampleRate = sampleRate;
        this.channels = channels;
    }

    @Override
    public void check(int type) throws RejectedException {
        StaticTypes.checkLinear(type, sampleRate, channels);
    }

    @Override
    public float[] samples(ByteBuffer bytes, int start, int end) throws RejectedException {
        if ((end - start) % (2 * channels) != 0) {
            throw new RejectedException(
                    "its length does not fit L16 with "
                            + channels
                            + " channels: set 'channels', and let the board send L16");
        }
        return Pcm.read(bytes, start, end, ByteOrder.BIG_ENDIAN);
    }
}
