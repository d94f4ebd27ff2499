// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.mqtt;

import io.soribit.common.frame.RejectedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Messages on their way from the connection's thread to the one that reads. It never blocks who
 * adds: what is over a limit is dropped and counted. Thread-safe.
 */
final class FrameQueue {
    /** The largest message, in bytes. */
    static final int LARGEST = 64 * 1024;

    private static final int MOST_BYTES = 8 * LARGEST;

    private final FlowLimit limit;
    private final Deque<byte[]> messages = new ArrayDeque<>();
    private int bytes;
    private long dropped;
    private boolean closed;

    FrameQueue(FlowLimit limit) {
        this.limit = limit;
    }

    /**
     * Takes a message.
     *
     * @throws RejectedException if it is dropped
     */
    synchronized void add(byte[] message) throws RejectedException {
        if (message.length == 0 || message.length > LARGEST) {
            throw new RejectedException(
                    "it has " + message.length + " bytes: 1 to " + LARGEST + " are taken");
        }
        if (!limit.admits(message.length)) {
            dropped++;
            throw new RejectedException(
                    "too much comes for one room: see who sends, or raise 'kilobytes_per_second'"
                            + " and 'messages_per_second'");
        }
        if (bytes + message.length > MOST_BYTES) {
            dropped++;
            throw new RejectedException("it comes faster than the hub reads it");
        }
        messages.add(message);
        bytes += message.length;
        notifyAll();
    }

    /**
     * Waits for a message.
     *
     * @return null if none comes in time
     * @throws IOException if it is closed
     */
    synchronized byte @Nullable [] poll(Duration timeout) throws IOException {
        long begin = System.nanoTime();
        long left = timeout.toMillis();
        try {
            while (messages.isEmpty() && !closed && left > 0) {
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
        byte[] message = messages.poll();
        if (message != null) {
            bytes -= message.length;
        }
        return message;
    }

    /** Messages that were too many. */
    synchronized long dropped() {
        return dropped;
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
