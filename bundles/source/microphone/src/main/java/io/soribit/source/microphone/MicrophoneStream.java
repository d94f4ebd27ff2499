// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.microphone;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioStream;
import java.io.IOException;
import javax.sound.sampled.TargetDataLine;
import org.jspecify.annotations.Nullable;

/** What a line captures: 16-bit little-endian integers. */
final class MicrophoneStream implements AudioStream {
    private static final int BLOCKS_PER_SECOND = 20;
    private static final float SCALE = 0x1p-15f;

    private final String device;
    private final TargetDataLine line;
    private final AudioFormat format;
    private final byte[] buffer;
    private volatile boolean closed;

    /** Starts a line that is open. */
    MicrophoneStream(String device, TargetDataLine line) {
        this.device = device;
        this.line = line;
        javax.sound.sampled.AudioFormat captured = line.getFormat();
        format = new AudioFormat((int) captured.getSampleRate(), captured.getChannels());
        int frames = format.sampleRate() / BLOCKS_PER_SECOND;
        buffer = new byte[frames * captured.getFrameSize()];
        line.start();
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    @Override
    public int read(float[] samples, int offset, int length) throws IOException {
        int count = Math.min(length - length % format.channels(), buffer.length / 2);
        int bytes = capture(2 * count);
        int read = bytes / 2 - bytes / 2 % format.channels();
        if (read <= 0) {
            throw lost(null);
        }
        for (int i = 0; i < read; i++) {
            int sample = (buffer[2 * i + 1] << 8) | (buffer[2 * i] & 0xff);
            samples[offset + i] = sample * SCALE;
        }
        return read;
    }

    private int capture(int bytes) throws IOException {
        if (closed || !line.isOpen()) {
            throw lost(null);
        }
        try {
            return line.read(buffer, 0, bytes);
        } catch (RuntimeException e) {
            throw lost(e);
        }
    }

    private IOException lost(@Nullable Throwable cause) {
        if (closed) {
            return new IOException("microphone '" + device + "' was closed", cause);
        }
        return new IOException(
                "microphone '" + device + "' gives no more sound: plug it in again", cause);
    }

    @Override
    public void close() {
        closed = true;
        line.stop();
        line.close();
    }
}
