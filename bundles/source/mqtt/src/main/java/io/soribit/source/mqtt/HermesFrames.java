// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.mqtt;

import io.soribit.api.AudioFormat;
import io.soribit.common.frame.RejectedException;
import io.soribit.common.wav.WavHeader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Each message is a WAV file of its own, as in the Hermes protocol; they have no numbers. */
final class HermesFrames implements Frames {
    private final Consumer<float[]> out;
    private @Nullable AudioFormat format;

    HermesFrames(Consumer<float[]> out) {
        this.out = out;
    }

    @Override
    public @Nullable AudioFormat format() {
        return format;
    }

    @Override
    public void take(byte[] message) throws RejectedException, IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(message);
        WavHeader header = header(in);
        int frame = header.encoding().bytes() * header.format().channels();
        long audio = Math.min(header.dataBytes(), in.available());
        if (audio == 0 || audio % frame != 0) {
            throw new RejectedException("its samples are not complete");
        }
        AudioFormat before = format;
        if (before != null && !before.equals(header.format())) {
            throw new IOException("it now sends " + header.format() + " instead of " + before);
        }
        format = header.format();
        ByteBuffer bytes = ByteBuffer.wrap(message).order(header.order());
        bytes.position(message.length - in.available());
        float[] samples = new float[(int) audio / header.encoding().bytes()];
        header.encoding().decode(bytes, samples, 0, samples.length);
        out.accept(samples);
    }

    private static WavHeader header(ByteArrayInputStream in) throws RejectedException {
        try {
            return WavHeader.read(in);
        } catch (IOException e) {
            throw new RejectedException(
                    "it is no WAV chunk: " + e.getMessage() + ": see 'format' and who sends");
        }
    }

    @Override
    public long lost() {
        return 0;
    }
}
