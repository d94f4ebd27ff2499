// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.microphone;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioStream;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns once for each opening of a microphone whose gain is too high. */
final class ClippingStream implements AudioStream {
    private static final Logger LOG = LoggerFactory.getLogger(ClippingStream.class);

    private final AudioStream stream;
    private final String room;
    private final Clipping clipping;
    private boolean warned;

    ClippingStream(AudioStream stream, String room) {
        this.stream = stream;
        this.room = room;
        AudioFormat format = stream.format();
        clipping = new Clipping(format.sampleRate() * format.channels());
    }

    @Override
    public AudioFormat format() {
        return stream.format();
    }

    @Override
    public int read(float[] samples, int offset, int length) throws IOException {
        int count = stream.read(samples, offset, length);
        double share = count > 0 ? clipping.add(samples, offset, count) : 0;
        if (share > 0 && !warned) {
            warned = true;
            LOG.warn(
                    "the microphone of room {} clips ({} % of 10 s): sounds are distorted and"
                            + " missed; lower its gain (alsamixer, F4)",
                    room, Math.round(share * 1_000) / 10.0);
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
