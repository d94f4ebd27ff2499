// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.udp;

import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;
import io.soribit.common.frame.RejectedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;

/** Opus (RFC 7587), decoded in the order in which packets come. Not thread-safe. */
final class OpusPayload implements Payload {
    private static final Set<Integer> RATES = Set.of(8_000, 12_000, 16_000, 24_000, 48_000);
    private static final int LONGEST_MILLIS = 120;
    private static final float SCALE = 0x1p-15f;

    private final OpusDecoder decoder;
    private final int channels;
    private final short[] decoded;

    /**
     * A decoder for one stream.
     *
     * @param sampleRate of what it gives; a board may have encoded another
     * @throws IOException if Opus has no such rate or number of channels
     */
    OpusPayload(int sampleRate, int channels) throws IOException {
        if (!RATES.contains(sampleRate) || channels > 2) {
            throw new IOException(
                    "with 'format' opus, 'sample_rate' is 8000, 12000, 16000, 24000 or 48000 and"
                            + " 'channels' 1 or 2: leave both out");
        }
        this.channels = channels;
        decoded = new short[sampleRate * LONGEST_MILLIS / 1000 * channels];
        try {
            decoder = new OpusDecoder(sampleRate, channels);
        } catch (OpusException e) {
            throw new IOException("the Opus decoder does not start: " + e.getMessage(), e);
        }
    }

    @Override
    public void check(int type) throws RejectedException {
        StaticTypes.check(type, "Opus");
    }

    @Override
    public float[] samples(ByteBuffer bytes, int start, int end) throws RejectedException {
        byte[] packet = new byte[end - start];
        bytes.get(start, packet);
        int frames = decode(packet);
        if (frames <= 0) {
            throw malformed();
        }
        float[] samples = new float[frames * channels];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = decoded[i] * SCALE;
        }
        return samples;
    }

    private int decode(byte[] packet) throws RejectedException {
        try {
            return decoder.decode(
                    packet, 0, packet.length, decoded, 0, decoded.length / channels, false);
        } catch (OpusException | RuntimeException | AssertionError e) { // it checks little itself
            decoder.resetState();
            throw malformed();
        }
    }

    private static RejectedException malformed() {
        return new RejectedException("it is no Opus: set 'format' to what the board sends");
    }
}
