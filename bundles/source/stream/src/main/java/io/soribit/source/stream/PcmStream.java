// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;

/** What a process prints: 16-bit little-endian integers. The process ends with it. */
final class PcmStream implements AudioStream {
    private static final int EXIT_SECONDS = 2;
    private static final int POLL_MILLIS = 20;
    private static final int BLOCKS_PER_SECOND = 20;
    private static final float SCALE = 0x1p-15f;

    private final Process process;
    private final InputStream in;
    private final Messages messages;
    private final AudioFormat format;
    private final String place;
    private final boolean ends;
    private final byte[] buffer;
    private int held;
    private volatile boolean closed;

    /**
     * Reads a process.
     *
     * @param place what people know it by
     * @param ends whether it may come to its end, as a file does; else that is a loss
     */
    PcmStream(Process process, Messages messages, AudioFormat format, String place, boolean ends) {
        this.process = process;
        this.messages = messages;
        this.format = format;
        this.place = place;
        this.ends = ends;
        in = process.getInputStream();
        int frames = format.sampleRate() / BLOCKS_PER_SECOND;
        buffer = new byte[2 * frames * format.channels()];
    }

    /**
     * Waits until there is audio.
     *
     * @throws SourceException if the process ends, or gives nothing for so long; then it is ended
     */
    void awaitAudio(int seconds) throws IOException {
        long begin = System.nanoTime();
        try {
            while (in.available() == 0) {
                if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS) && in.available() == 0) {
                    throw Diagnosis.explain(place, messages.last());
                }
                if (System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(seconds)) {
                    throw new SourceException(
                            place
                                    + ": no audio within "
                                    + seconds
                                    + " s: check that it is switched on and sends, and that no"
                                    + " firewall drops the packets");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new InterruptedIOException("interrupted while waiting for audio of " + place);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    @Override
    public int read(float[] samples, int offset, int length) throws IOException {
        int frameBytes = 2 * format.channels();
        int most = Math.min(buffer.length, 2 * length) / frameBytes * frameBytes;
        while (held < frameBytes) {
            int count = closed ? -1 : in.read(buffer, held, most - held);
            if (count < 0) {
                return end();
            }
            held += count;
        }
        int used = held / frameBytes * frameBytes;
        for (int i = 0; i < used / 2; i++) {
            samples[offset + i] = ((buffer[2 * i + 1] << 8) | (buffer[2 * i] & 0xff)) * SCALE;
        }
        held -= used;
        System.arraycopy(buffer, used, buffer, 0, held);
        return used / 2;
    }

    private int end() throws IOException {
        if (closed) {
            throw new IOException(place + " was closed");
        }
        try {
            boolean over = process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS);
            if (ends && over && process.exitValue() == 0) {
                return -1;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted at the end of " + place);
        }
        throw Diagnosis.explain(place, messages.last());
    }

    @Override
    public long lostPackets() {
        return messages.missed();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        process.destroyForcibly();
        in.close();
    }
}
