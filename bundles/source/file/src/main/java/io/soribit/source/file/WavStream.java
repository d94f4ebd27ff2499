// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.file;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioStream;
import io.soribit.common.wav.WavHeader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** The samples of a WAV file or pipe; one that breaks off ends with its last whole frame. */
final class WavStream implements AudioStream {
    private static final int BUFFER_FRAMES = 4096;

    private final InputStream in;
    private final WavHeader header;
    private final int frameBytes;
    private final ByteBuffer buffer;
    private long remaining;
    private volatile boolean closed;

    /**
     * Reads the header and the first samples.
     *
     * @throws IOException if there are none; the message has no file name. The caller closes {@code
     *     in} then.
     */
    WavStream(InputStream in) throws IOException {
        this.in = in;
        header = WavHeader.read(in);
        frameBytes = header.encoding().bytes() * header.format().channels();
        buffer = ByteBuffer.allocate(BUFFER_FRAMES * frameBytes).order(header.order());
        remaining = header.dataBytes();
        if (!fill()) {
            throw new IOException("it holds no samples");
        }
    }

    @Override
    public AudioFormat format() {
        return header.format();
    }

    @Override
    public int read(float[] samples, int offset, int length) throws IOException {
        if (closed) {
            throw new IOException("the recording was closed");
        }
        if (!buffer.hasRemaining() && !fill()) {
            return -1;
        }
        int count = length - length % format().channels();
        int read = Math.min(count, buffer.remaining() / header.encoding().bytes());
        header.encoding().decode(buffer, samples, offset, read);
        return read;
    }

    private boolean fill() throws IOException {
        int count = (int) Math.min(buffer.capacity(), remaining);
        int bytes = in.readNBytes(buffer.array(), 0, count);
        bytes -= bytes % frameBytes;
        remaining -= bytes;
        buffer.position(0).limit(bytes);
        return bytes > 0;
    }

    @Override
    public void close() throws IOException {
        closed = true;
        in.close();
    }
}
