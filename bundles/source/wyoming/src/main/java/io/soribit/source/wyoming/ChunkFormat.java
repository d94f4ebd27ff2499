// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.wyoming;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.soribit.api.AudioFormat;
import io.soribit.common.wav.Encoding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a peer sends samples: signed integers, the low byte first.
 *
 * @param rate in Hz
 * @param width bytes of a sample
 */
record ChunkFormat(int rate, int width, int channels) {
    private static final int LOWEST_RATE = 8_000;
    private static final int HIGHEST_RATE = 192_000;
    private static final int MOST_CHANNELS = 8;

    /**
     * The format that a message names.
     *
     * @throws MalformedException if it names none that can be used
     */
    static ChunkFormat of(ObjectNode data) throws MalformedException {
        return new ChunkFormat(
                number(data, "rate", LOWEST_RATE, HIGHEST_RATE),
                number(data, "width", 2, 4),
                number(data, "channels", 1, MOST_CHANNELS));
    }

    private static int number(ObjectNode data, String key, int least, int most)
            throws MalformedException {
        JsonNode value = data.path(key);
        if (!value.canConvertToInt() || value.intValue() < least || value.intValue() > most) {
            throw new MalformedException(
                    "audio without a '" + key + "' from " + least + " to " + most);
        }
        return value.intValue();
    }

    AudioFormat audio() {
        return new AudioFormat(rate, channels);
    }

    /**
     * The samples of a payload, in [-1, 1].
     *
     * @throws MalformedException if it is no whole number of frames
     */
    float[] samples(byte[] payload) throws MalformedException {
        if (payload.length % (width * channels) != 0) {
            throw new MalformedException(
                    "a chunk of " + payload.length + " bytes, which does not fit " + this);
        }
        float[] samples = new float[payload.length / width];
        ByteBuffer bytes = ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN);
        encoding().decode(bytes, samples, 0, samples.length);
        return samples;
    }

    private Encoding encoding() {
        return width == 2 ? Encoding.S16 : width == 3 ? Encoding.S24 : Encoding.S32;
    }

    @Override
    public String toString() {
        return rate + " Hz, " + 8 * width + " bits, " + channels + " channels";
    }
}
