// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.concurrent;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a task again and again on a thread of its own. Whatever it throws is logged, and it runs
 * again: a bare {@code scheduleWithFixedDelay} would end for good, without a word.
 */
public final class PeriodicTask implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeriodicTask.class);
    private static final long STOP_SECONDS = 2;

    private final String name;
    private final ScheduledThreadPoolExecutor executor;

    /** First after one period, then each time one period after the last run has ended. */
    public PeriodicTask(String name, Duration period, Runnable task) {
        this(name, period, period, task);
    }

    /**
     * @param name of the thread, and of the task in the log
     * @param delay before the first run
     * @param period from the end of a run to the next, more than zero
     */
    public PeriodicTask(String name, Duration delay, Duration period, Runnable task) {
        this.name = name;
        executor = new ScheduledThreadPoolExecutor(1, run -> new Thread(run, name));
        var unused =
                executor.scheduleWithFixedDelay(
                        () -> attempt(task),
                        delay.toNanos(),
                        period.toNanos(),
                        TimeUnit.NANOSECONDS);
    }

    private void attempt(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) { // also an Error: the next run may succeed
            LOG.error("{} failed; it runs again", name, e);
        }
    }

    /** Ends it: interrupts a run, and waits for its end for two seconds. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn(
                        "{} does not end within {} s: leaving its thread behind",
                        name,
                        STOP_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
