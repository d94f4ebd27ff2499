// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.window;

import io.soribit.api.hub.SourceStatus;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts of one source's windows. Thread-safe. */
public final class WindowCounters {
    private static final long NEVER = Long.MIN_VALUE;

    private final AtomicLong scored = new AtomicLong();
    private final AtomicLong late = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private volatile long lastScored = NEVER;

    public void scored(long nowMillis, boolean tooLate) {
        scored.incrementAndGet();
        if (tooLate) {
            late.incrementAndGet();
        }
        lastScored = nowMillis;
    }

    public void dropped(long windows) {
        dropped.addAndGet(windows);
    }

    public SourceStatus.Windows windows(int hop) {
        return new SourceStatus.Windows(scored.get(), late.get(), dropped.get(), hop);
    }

    public @Nullable Instant lastScored() {
        long millis = lastScored;
        return millis == NEVER ? null : Instant.ofEpochMilli(millis);
    }
}
