// SPDX-License-Identifier: Apache-2.0
package io.soribit.common.concurrent;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that runs tasks in the order they came, and may block. A task that throws anything is
 * logged, and the next one runs. Thread-safe.
 */
public final class SerialExecutor implements Executor, AutoCloseable {
    /** What happens to a task when the queue is full. */
    public enum WhenFull {
        /** It is left out, and logged. */
        DROP,
        /** The caller waits until there is space. */
        WAIT
    }

    private static final Logger LOG = LoggerFactory.getLogger(SerialExecutor.class);
    private static final long STOP_SECONDS = 2;
    private static final long OFFER_MILLIS = 100;

    private final String name;
    private final ThreadPoolExecutor executor;

    /** With a queue that takes any number of tasks. */
    public SerialExecutor(String name) {
        this(name, Integer.MAX_VALUE, WhenFull.DROP);
    }

    /**
     * @param name of the thread, and of what it does in the log
     * @param capacity tasks that may wait, at least 1
     */
    public SerialExecutor(String name, int capacity, WhenFull whenFull) {
        this.name = name;
        executor =
                new ThreadPoolExecutor(
                        1,
                        1,
                        0,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(capacity),
                        task -> new Thread(task, name),
                        whenFull == WhenFull.DROP ? this::drop : this::waitForSpace);
        // Now: a thread keeps the class loader of its starter, and that could be a plug-in's.
        executor.prestartCoreThread();
    }

    /** Runs it after all that came before. After {@link #close()} it does nothing. */
    @Override
    public void execute(Runnable task) {
        executor.execute(() -> attempt(task));
    }

    /**
     * Runs it after all that came before, and waits for its result.
     *
     * @return the result, or {@code otherwise} if it takes longer than {@code timeout} or fails
     */
    public <T> T ask(Callable<T> question, Duration timeout, T otherwise) {
        try {
            Future<T> answer = submit(question);
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (CancellationException e) {
            LOG.debug("{} is closed: ignoring a request", name, e);
        } catch (TimeoutException e) {
            LOG.debug("{}: no result within {}", name, timeout, e);
        } catch (ExecutionException e) {
            LOG.error("{}: a request failed", name, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return otherwise;
    }

    private <T> Future<T> submit(Callable<T> question) {
        FutureTask<T> task = new FutureTask<>(question);
        if (executor.isShutdown()) {
            task.cancel(false);
        } else {
            executor.execute(task);
        }
        return task;
    }

    private void attempt(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) { // whatever it is, the tasks behind it must run
            LOG.error("{}: a task failed", name, e);
        }
    }

    private void drop(Runnable task, ThreadPoolExecutor full) {
        if (task instanceof FutureTask<?> future) {
            future.cancel(false);
        }
        LOG.debug(
                "{}: closed or full ({} tasks wait): dropping a task",
                name,
                full.getQueue().size());
    }

    private void waitForSpace(Runnable task, ThreadPoolExecutor full) {
        BlockingQueue<Runnable> queue = full.getQueue();
        try {
            while (!full.isShutdown()) {
                if (queue.offer(task, OFFER_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
            LOG.debug("{} is closed: dropping a task", name);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RejectedExecutionException(
                    name + ": interrupted while its queue was full", e);
        }
    }

    /** Ends the thread after what is queued is done, or after two seconds. */
    @Override
    public void close() {
        executor.shutdown();
        awaitEnd();
    }

    /** Ends the thread after the running task, or after two seconds; what is queued is dropped. */
    public void closeNow() {
        executor.shutdownNow();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                executor.shutdownNow();
                LOG.warn(
                        "{} does not end within {} s: leaving its thread behind",
                        name,
                        STOP_SECONDS);
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
