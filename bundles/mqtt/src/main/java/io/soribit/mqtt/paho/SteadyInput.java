// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.paho;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;

/**
 * Does not tell of its end in its first second. Paho's starting thread asks every 100 ms whether
 * the receiving thread runs; if that one has ended before it was seen, as happens when a broker
 * accepts a connection and closes it at once, it asks for ever, and the thread is lost.
 */
final class SteadyInput extends FilterInputStream {
    private static final Duration FIRST = Duration.ofSeconds(1);

    private final long steadyUntil = System.nanoTime() + FIRST.toNanos();

    SteadyInput(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        try {
            int read = in.read();
            if (read < 0) {
                holdOut();
            }
            return read;
        } catch (IOException e) {
            holdOut();
            throw e;
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int read = in.read(buffer, offset, length);
            if (read < 0) {
                holdOut();
            }
            return read;
        } catch (IOException e) {
            holdOut();
            throw e;
        }
    }

    private void holdOut() throws IOException {
        long nanos = steadyUntil - System.nanoTime();
        if (nanos > 0) {
            try {
                Thread.sleep(Duration.ofNanos(nanos).toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while a connection broke");
            }
        }
    }
}
