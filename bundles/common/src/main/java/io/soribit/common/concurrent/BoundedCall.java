// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.concurrent;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls into foreign code that may never return, each on a thread of its own. Thread-safe. */
public final class BoundedCall {
    private final String thread;
    private final Duration limit;

    /**
     * @param thread name of the thread
     * @param limit how long a call is waited for
     */
    public BoundedCall(String thread, Duration limit) {
        this.thread = thread;
        this.limit = limit;
    }

    /**
     * Returns what the call returns.
     *
     * @throws ExecutionException if it throws anything, with that as the cause
     * @throws TimeoutException if it has not returned within the limit; its thread is interrupted,
     *     and nobody waits for it any more
     * @throws InterruptedException if the caller is interrupted; the same is done then
     */
    public <T> T call(Callable<T> call)
            throws ExecutionException, TimeoutException, InterruptedException {
        FutureTask<T> task = new FutureTask<>(call);
        start(task);
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            task.cancel(true);
        }
    }

    /**
     * Runs a task to its end. An interrupt does not end the wait, and is kept.
     *
     * @return whether it has ended within the limit; if not, its thread is interrupted, and nobody
     *     waits for it any more
     * @throws ExecutionException if it throws anything, with that as the cause
     */
    public boolean run(Runnable task) throws ExecutionException {
        boolean interrupted = false;
        FutureTask<Void> running = new FutureTask<>(task, null);
        start(running);
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            while (true) {
                try {
                    running.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                    return true;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (TimeoutException e) {
            running.cancel(true);
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void start(Runnable task) {
        Thread caller = new Thread(task, thread);
        caller.setDaemon(true);
        caller.start();
    }

    /** How long a call is waited for. */
    public Duration limit() {
        return limit;
    }
}
