// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that score. */
final class ScoringPool implements Executor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScoringPool.class);
    private static final long CLOSE_SECONDS = 5;

    private final AtomicInteger number = new AtomicInteger();
    private final ThreadPoolExecutor threads;
    private int size;
    private int blocked;

    ScoringPool(int size) {
        this.size = size;
        threads =
                new ThreadPoolExecutor(
                        size,
                        size,
                        1,
                        TimeUnit.MINUTES,
                        new LinkedBlockingQueue<>(),
                        task -> {
                            Thread thread =
                                    new Thread(task, "soribit-score-" + number.incrementAndGet());
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    /** Threads that can score at once. */
    synchronized int size() {
        return size;
    }

    synchronized void resize(int next) {
        size = next;
        apply(size + blocked);
    }

    /** Makes up for threads that a detector does not give back. */
    synchronized void replace(int count) {
        if (count != blocked) {
            blocked = count;
            apply(size + blocked);
        }
    }

    private void apply(int all) {
        if (all > threads.getMaximumPoolSize()) {
            threads.setMaximumPoolSize(all);
            threads.setCorePoolSize(all);
        } else {
            threads.setCorePoolSize(all);
            threads.setMaximumPoolSize(all);
        }
    }

    /** Takes no more work and waits a bounded time for what is running. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn(
                        "scoring did not end within {} s: a detector does not return",
                        CLOSE_SECONDS);
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
