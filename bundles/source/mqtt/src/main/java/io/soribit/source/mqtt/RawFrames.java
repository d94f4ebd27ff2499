// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.mqtt;

import io.soribit.api.AudioFormat;
import io.soribit.common.frame.Progress;
import io.soribit.common.frame.RawFormat;
import io.soribit.common.frame.RejectedException;
import io.soribit.common.frame.Sequencer;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Frames with a key, as boards send them over UDP. */
final class RawFrames implements Frames {
    private final AudioFormat format;
    private final RawFormat packets;
    private final Sequencer sequencer;

    /**
     * Reads frames.
     *
     * @param key at least 16 characters
     */
    RawFrames(
            String source,
            AudioFormat format,
            String key,
            Progress progress,
            Consumer<float[]> out) {
        this.format = format;
        packets = new RawFormat(format.channels(), key);
        sequencer = new Sequencer(source, packets, format, progress, out);
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    @Override
    public void take(byte[] message) throws RejectedException {
        sequencer.take(packets.read(ByteBuffer.wrap(message)));
    }

    @Override
    public long lost() {
        return sequencer.lost();
    }
}
