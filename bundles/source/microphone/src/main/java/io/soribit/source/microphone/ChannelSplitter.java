// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.microphone;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a device with several channels on a thread of its own, and gives each channel to those who
 * opened it. Ends with the last of them, or with the device. Thread-safe.
 */
final class ChannelSplitter {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelSplitter.class);
    private static final int BLOCKS_PER_SECOND = 20;

    private final AudioStream device;
    private final List<ChannelStream> readers = new CopyOnWriteArrayList<>();
    private boolean over;

    ChannelSplitter(AudioStream device, String name) {
        this.device = device;
        Thread thread = new Thread(this::run, "soribit-microphone-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * A stream of one channel; null if it has ended meanwhile.
     *
     * @param channel from 0
     */
    synchronized @Nullable ChannelStream open(int channel) {
        if (over) {
            return null;
        }
        AudioFormat format = new AudioFormat(device.format().sampleRate(), 1);
        ChannelStream reader = new ChannelStream(format, channel, this::leave);
        readers.add(reader);
        return reader;
    }

    private synchronized void leave(ChannelStream reader) {
        readers.remove(reader);
        if (readers.isEmpty() && !over) {
            over = true;
            close();
        }
    }

    private void run() {
        int channels = device.format().channels();
        float[] block = new float[device.format().sampleRate() / BLOCKS_PER_SECOND * channels];
        IOException end = new IOException("the device ended its stream: plug it in again");
        try {
            for (int n = device.read(block, 0, block.length); n > 0; ) {
                for (ChannelStream reader : readers) {
                    reader.add(block, n, channels);
                }
                n = device.read(block, 0, block.length);
            }
        } catch (IOException e) {
            end = e;
        } catch (RuntimeException e) {
            end = new IOException("the device cannot be read: " + e, e);
        }
        synchronized (this) {
            over = true;
        }
        for (ChannelStream reader : readers) {
            reader.end(end);
        }
        close();
    }

    private void close() {
        try {
            device.close();
        } catch (IOException e) {
            LOG.debug("a microphone cannot be closed; going on", e);
        }
    }
}
