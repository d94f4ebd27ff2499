// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.wyoming;

import io.soribit.common.time.MonotonicClock;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** What comes from a socket until a time, however slowly it comes. Not thread-safe. */
final class TimedInput extends InputStream {
    private final Socket socket;
    private final InputStream in;
    private final MonotonicClock clock;
    private Duration end;

    TimedInput(Socket socket, MonotonicClock clock) throws IOException {
        this.socket = socket;
        this.clock = clock;
        in = socket.getInputStream();
        end = clock.now();
    }

    /** From now on, reads end with a {@link SocketTimeoutException} after that time. */
    void limit(Duration time) {
        end = clock.now().plus(time);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        long left = end.minus(clock.now()).toMillis();
        if (left <= 0) {
            throw new SocketTimeoutException();
        }
        socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
        return in.read(bytes, offset, length);
    }
}
