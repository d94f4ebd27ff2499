// SPDX-License-Identifier: Apache-2.0
package com.example.soribit;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Signed 16-bit samples, the lower byte first. */
final class PcmStream implements AudioStream {
    private static final int BYTES = Short.BYTES;

    private final InputStream in;
    private final AudioFormat format;
    private final Runnable end;

    PcmStream(InputStream in, AudioFormat format, Runnable end) {
        this.in = in;
        this.format = format;
        this.end = end;
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    /** Waits for one sample frame, and takes what else is there. */
    @Override
    public int read(float[] samples, int offset, int length) throws IOException {
        int frame = BYTES * format.channels();
        int there = Math.max(frame, in.available() / frame * frame);
        byte[] bytes = in.readNBytes(Math.min(there, length * BYTES));
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int count = bytes.length / frame * format.channels();
        for (int i = 0; i < count; i++) {
            samples[offset + i] = buffer.getShort() / 32_768f;
        }
        return count == 0 ? -1 : count;
    }

    @Override
    public void close() throws IOException {
        end.run();
        in.close();
    }
}
