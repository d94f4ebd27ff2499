// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.show;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A timer with a thread of its own. */
public final class ThreadTimer implements FlashTimer, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadTimer.class);
    private static final long STOP_SECONDS = 2;

    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "soribit-light"));

    /** Waits for something, not for long. */
    @FunctionalInterface
    public interface Wait {
        void await() throws InterruptedException;
    }

    public ThreadTimer() {
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Duration now() {
        return Duration.ofNanos(System.nanoTime());
    }

    @Override
    public void after(Duration delay, Runnable task) {
        try {
            var unused =
                    thread.schedule(() -> guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("the lamps are stopped: a late task is left out", e);
        }
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("a step of the lamp patterns failed; the next ones continue", e);
        }
    }

    /** Runs a last task, waits for what comes of it, then stops. */
    public void closeWith(Runnable last, Wait wait) {
        try {
            thread.submit(() -> guarded(last)).get(STOP_SECONDS, TimeUnit.SECONDS);
            wait.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("the lamps may not have their state back", e);
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
