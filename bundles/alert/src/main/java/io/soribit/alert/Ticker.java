// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something again and again on a thread of its own; a failure is logged, and it goes on. */
final class Ticker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);
    private static final long STOP_SECONDS = 2;

    private final String name;
    private final ScheduledThreadPoolExecutor executor;

    Ticker(String name, Duration period, Runnable task) {
        this.name = name;
        executor = new ScheduledThreadPoolExecutor(1, run -> new Thread(run, name));
        long millis = period.toMillis();
        var unused =
                executor.scheduleWithFixedDelay(
                        () -> attempt(task), millis, millis, TimeUnit.MILLISECONDS);
    }

    private void attempt(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | LinkageError e) {
            LOG.error("{} failed; it goes on", name, e);
        }
    }

    /** Ends it, after what is being done, or after two seconds. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("{} blocks: its thread is left behind", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
