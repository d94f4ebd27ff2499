// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what messages ask for, in order, on a thread of its own: it may block. */
final class Errands implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Errands.class);
    private static final int MOST = 1_000;
    private static final long STOP_SECONDS = 2;

    private final String name;
    private final ThreadPoolExecutor executor;

    Errands(String name) {
        this.name = name;
        executor =
                new ThreadPoolExecutor(
                        1,
                        1,
                        0,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(MOST),
                        task -> new Thread(task, name));
        executor.prestartCoreThread();
    }

    /** Never waits; what comes too late, or when a thousand wait already, is left out. */
    void run(Runnable errand) {
        try {
            executor.execute(() -> attempt(errand));
        } catch (RejectedExecutionException e) {
            LOG.debug("{}: too late, or too much at one time", name, e);
        }
    }

    private void attempt(Runnable errand) {
        try {
            errand.run();
        } catch (RuntimeException | LinkageError e) {
            LOG.error("{}: what a message asked for failed", name, e);
        }
    }

    /** Ends after what waits was done, or after two seconds. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("{} blocks: its thread is left behind", name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
