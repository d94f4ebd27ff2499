// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.paho;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;

/**
 * Delays its end until it is a second old. Paho's starting thread polls every 100 ms whether the
 * receiving thread runs. If that thread has ended before (a broker that accepts a connection and
 * closes it at once), Paho polls for ever, and the starting thread leaks.
 */
final class SteadyInput extends FilterInputStream {
    private static final Duration MINIMUM_LIFE = Duration.ofSeconds(1);

    private final long earliestEnd = System.nanoTime() + MINIMUM_LIFE.toNanos();

    SteadyInput(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        try {
            int read = in.read();
            if (read < 0) {
                awaitEarliestEnd();
            }
            return read;
        } catch (IOException e) {
            awaitEarliestEnd();
            throw e;
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int read = in.read(buffer, offset, length);
            if (read < 0) {
                awaitEarliestEnd();
            }
            return read;
        } catch (IOException e) {
            awaitEarliestEnd();
            throw e;
        }
    }

    private void awaitEarliestEnd() throws IOException {
        long nanos = earliestEnd - System.nanoTime();
        if (nanos > 0) {
            try {
                Thread.sleep(Duration.ofNanos(nanos).toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while a connection ended");
            }
        }
    }
}
