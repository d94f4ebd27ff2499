// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread for what may block; who needs its results waits for a bounded time. */
final class Worker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final long STOP_SECONDS = 2;

    private final String name;
    private final ExecutorService executor;

    Worker(String name) {
        this.name = name;
        ThreadPoolExecutor single =
                new ThreadPoolExecutor(
                        1,
                        1,
                        0,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        task -> new Thread(task, name));
        // Now: a thread keeps the classes of whoever it is started by, and that could be a watcher.
        single.prestartCoreThread();
        executor = single;
    }

    /** Does it after all that came before; never waits. */
    void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("{} has ended: nothing is done any more", name, e);
        }
    }

    /** Does it after all that came before; gives this instead if that takes longer, or fails. */
    <T> T ask(Callable<T> question, Duration patience, T otherwise) {
        try {
            Future<T> answer = executor.submit(question);
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException | CancellationException e) {
            LOG.debug("{} has ended: nothing is done any more", name, e);
        } catch (TimeoutException e) {
            LOG.debug("{} takes longer than {}", name, patience, e);
        } catch (ExecutionException e) {
            LOG.error("the store of alerts failed; they are delivered without it", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return otherwise;
    }

    /** Ends the thread after what is waiting was done, or after two seconds. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                executor.shutdownNow();
                LOG.warn("{} blocks: its thread is left behind", name);
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
