// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.concurrent;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a task again and again on a thread of its own, and other tasks between its runs. A task that
 * throws anything runs again: a bare {@code scheduleWithFixedDelay} would end for good, without a
 * word. Of failures in a row the first is logged. Thread-safe.
 */
public final class PeriodicTask implements Executor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PeriodicTask.class);
    private static final Duration STOP = Duration.ofSeconds(2);

    private final String name;
    private final ScheduledThreadPoolExecutor executor;
    private boolean failing;

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
        executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        var unused =
                executor.scheduleWithFixedDelay(
                        () -> run(task), delay.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void run(Runnable task) {
        try {
            task.run();
            failing = false;
        } catch (Throwable e) { // also an Error: the next run may succeed
            if (failing) {
                LOG.debug("{} failed again", name, e);
            } else {
                LOG.error("{} failed; it is retried", name, e);
            }
            failing = true;
        }
    }

    /** Runs a task once, before the next run. After the end it does nothing. */
    @Override
    public void execute(Runnable task) {
        execute(task, Duration.ZERO);
    }

    /** Runs a task once, after a delay. After the end it does nothing. */
    public void execute(Runnable task, Duration delay) {
        var unused = executor.schedule(() -> runOnce(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void runOnce(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) { // whatever it is, the runs go on
            LOG.error("{}: a task failed", name, e);
        }
    }

    /** Ends it: interrupts what runs, and waits for its end for two seconds. */
    @Override
    public void close() {
        executor.shutdownNow();
        if (!awaitEnd(STOP)) {
            LOG.warn("{} does not end within {}: leaving its thread behind", name, STOP);
        }
    }

    /**
     * Ends it without an interruption: waits for what runs and for tasks given to {@link #execute}.
     *
     * @return whether they ended within the limit
     */
    public boolean finish(Duration limit) {
        executor.shutdown();
        return awaitEnd(limit);
    }

    private boolean awaitEnd(Duration limit) {
        try {
            return executor.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
