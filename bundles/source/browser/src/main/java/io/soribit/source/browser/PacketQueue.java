// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.browser;

import io.soribit.common.frame.Packet;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Packets on their way from the requests to the thread that reads. It never blocks who adds: what
 * comes faster than it is read is dropped and counted. Thread-safe.
 */
final class PacketQueue {
    /** 16 s at 16000 Hz. */
    private static final int MOST_SAMPLES = 256 * 1024;

    /**
     * A packet and the rate of its samples.
     *
     * @param sampleRate in Hz
     */
    record Audio(int sampleRate, Packet packet) {}

    private final Deque<Audio> waiting = new ArrayDeque<>();
    private int samples;
    private long dropped;
    private boolean closed;

    synchronized void add(Audio audio) {
        if (samples + audio.packet().samples().length > MOST_SAMPLES) {
            dropped++;
            return;
        }
        waiting.add(audio);
        samples += audio.packet().samples().length;
        notifyAll();
    }

    /**
     * Waits for a packet.
     *
     * @return null if none comes in time
     * @throws IOException if it is closed
     */
    synchronized @Nullable Audio poll(Duration timeout) throws IOException {
        long begin = System.nanoTime();
        long left = timeout.toMillis();
        try {
            while (waiting.isEmpty() && !closed && left > 0) {
                wait(left);
                left = timeout.minusNanos(System.nanoTime() - begin).toMillis();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for audio");
        }
        if (closed) {
            throw new IOException("closed");
        }
        Audio next = waiting.poll();
        if (next != null) {
            samples -= next.packet().samples().length;
        }
        return next;
    }

    /** Packets that were too many. */
    synchronized long dropped() {
        return dropped;
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
