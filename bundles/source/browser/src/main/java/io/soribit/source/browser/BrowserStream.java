// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.browser;

import io.soribit.api.AudioFormat;
import io.soribit.api.AudioStream;
import io.soribit.common.frame.Progress;
import io.soribit.common.frame.RejectedException;
import io.soribit.common.frame.SampleQueue;
import io.soribit.common.frame.Sequencer;
import io.soribit.source.browser.PacketQueue.Audio;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What comes from one browser. */
final class BrowserStream implements AudioStream {
    private static final Logger LOG = LoggerFactory.getLogger(BrowserStream.class);

    private final String source;
    private final String nothing;
    private final PacketQueue queue;
    private final Duration silence;
    private final Runnable onClose;
    private final AudioFormat format;
    private final Sequencer sequencer;
    private final SampleQueue waiting = new SampleQueue();

    /**
     * Waits for the first audio.
     *
     * @param nothing why none may come, and what to do
     * @param silence how long to wait for audio, the first and each more
     * @param onClose what to do at its end; also if it cannot be opened
     * @throws IOException if none comes
     */
    BrowserStream(
            String source,
            String nothing,
            PacketQueue queue,
            Progress progress,
            Duration silence,
            Runnable onClose)
            throws IOException {
        this.source = source;
        this.nothing = nothing;
        this.queue = queue;
        this.silence = silence;
        this.onClose = onClose;
        try {
            Audio first = next();
            format = new AudioFormat(first.sampleRate(), 1);
            sequencer = new Sequencer(source, new BrowserFormat(), format, progress, waiting::add);
            take(first);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private Audio next() throws IOException {
        Audio next = queue.poll(silence);
        if (next == null) {
            throw new IOException(nothing);
        }
        return next;
    }

    private void take(Audio audio) throws IOException {
        if (audio.sampleRate() != format.sampleRate()) {
            throw new IOException(
                    "the sample rate is now " + audio.sampleRate() + " Hz: it is opened again");
        }
        try {
            sequencer.take(audio.packet());
        } catch (RejectedException e) {
            LOG.debug("source {}: ignoring a packet: {}", source, e.getMessage());
        }
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    @Override
    public int read(float[] samples, int offset, int length) throws IOException {
        while (waiting.isEmpty()) {
            take(next());
        }
        return waiting.read(samples, offset, length, 1);
    }

    @Override
    public long lostPackets() {
        return sequencer.lost() + queue.dropped();
    }

    @Override
    public void close() {
        queue.close();
        onClose.run();
    }
}
