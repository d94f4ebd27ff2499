// SPDX-License-Identifier: Apache-2.0
package io.soribit.benchmarks;

import io.soribit.api.hub.SourceStatus;
import io.soribit.engine.Engine;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The longest time for which any room had no window scored, looked at a hundred times a second. */
final class LongestPause implements AutoCloseable {
    private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(10);

    private final Engine engine;
    private final Thread thread = new Thread(this::watch, "longest-pause");
    private volatile boolean over;
    private volatile double seconds;

    LongestPause(Engine engine) {
        this.engine = engine;
        thread.setDaemon(true);
        thread.start();
    }

    double seconds() {
        return seconds;
    }

    private void watch() {
        while (!over) {
            Instant now = Instant.now();
            for (SourceStatus source : engine.sources()) {
                Instant last = source.lastScored();
                if (last != null) {
                    seconds = Math.max(seconds, Duration.between(last, now).toNanos() / 1e9);
                }
            }
            LockSupport.parkNanos(EVERY);
        }
    }

    @Override
    public void close() throws InterruptedException {
        over = true;
        thread.join();
    }
}
