// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.microphone;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One channel of a device. What nobody reads for two seconds is overwritten. */
final class ChannelStream implements AudioStream {
    private static final int SECONDS = 2;

    private final AudioFormat format;
    private final int channel;
    private final Consumer<ChannelStream> leave;
    private final float[] ring;
    private long written;
    private long read;
    private @Nullable IOException end;

    ChannelStream(AudioFormat format, int channel, Consumer<ChannelStream> leave) {
        this.format = format;
        this.channel = channel;
        this.leave = leave;
        ring = new float[SECONDS * format.sampleRate()];
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    /** Takes a block of the device. */
    synchronized void add(float[] interleaved, int length, int channels) {
        for (int i = channel; i < length; i += channels) {
            ring[(int) (written++ % ring.length)] = interleaved[i];
        }
        read = Math.max(read, written - ring.length);
        notifyAll();
    }

    synchronized void end(IOException reason) {
        if (end == null) {
            end = reason;
        }
        notifyAll();
    }

    @Override
    public synchronized int read(float[] samples, int offset, int length) throws IOException {
        try {
            while (read == written) {
                if (end != null) {
                    throw new IOException(end.getMessage(), end);
                }
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading a microphone");
        }
        int count = (int) Math.min(length, written - read);
        for (int i = 0; i < count; i++) {
            samples[offset + i] = ring[(int) (read++ % ring.length)];
        }
        return count;
    }

    @Override
    public void close() {
        end(new IOException("the microphone was closed"));
        leave.accept(this);
    }
}
