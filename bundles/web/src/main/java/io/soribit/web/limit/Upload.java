// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.limit;

import io.soribit.common.time.MonotonicClock;
import io.soribit.web.message.Message;
import io.soribit.web.message.MessageCode;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The body of an upload: ends with an exception if it is too large or arrives too slowly. */
public final class Upload extends FilterInputStream {
    /** A body may be slower than the minimum rate for this long. */
    static final Duration GRACE = Duration.ofSeconds(10);

    /** Bytes per second on average, after the first seconds. */
    static final int MINIMUM_RATE = 64 << 10;

    private final long limit;
    private final MonotonicClock clock;
    private final Duration start;
    private long received;
    private @Nullable Message problem;

    /**
     * @param limit in bytes
     */
    public Upload(InputStream body, long limit, MonotonicClock clock) {
        super(body);
        this.limit = limit;
        this.clock = clock;
        start = clock.now();
    }

    /** What is wrong with the body, as far as it was read. */
    public Optional<Message> problem() {
        return Optional.ofNullable(problem);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        received += Math.max(0, count);
        if (received > limit) {
            throw refuse(MessageCode.MODEL_LARGE.with(limit >> 20));
        }
        Duration late = clock.since(start).minus(GRACE);
        if (count >= 0 && received < MINIMUM_RATE * (late.toMillis() / 1000.0)) {
            throw refuse(MessageCode.MODEL_SLOW.with(MINIMUM_RATE / 1024));
        }
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private IOException refuse(Message reason) {
        problem = reason;
        return new IOException(reason.english());
    }
}
