// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.file;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Hands samples over when a microphone would have: once the time they last has passed. */
final class PacedStream implements AudioStream {
    private static final int BLOCKS_PER_SECOND = 20;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final AudioStream stream;
    private final Pace pace;
    private final CountDownLatch closed = new CountDownLatch(1);
    private long start;
    private long frames;

    PacedStream(AudioStream stream, Pace pace) {
        this.stream = stream;
        this.pace = pace;
    }

    @Override
    public AudioFormat format() {
        return stream.format();
    }

    @Override
    public int read(float[] samples, int offset, int length) throws IOException {
        if (frames == 0) {
            start = pace.nanos();
        }
        int rate = format().sampleRate();
        int channels = format().channels();
        int block = rate / BLOCKS_PER_SECOND * channels;
        int read = stream.read(samples, offset, Math.min(length, block));
        if (read > 0) {
            frames += read / channels;
            long played = frames / rate * SECOND + frames % rate * SECOND / rate;
            waitUntil(start + played);
        }
        return read;
    }

    private void waitUntil(long due) throws IOException {
        try {
            if (pace.await(closed, due - pace.nanos())) {
                throw new IOException("the recording was closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while playing a recording");
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        stream.close();
    }
}
