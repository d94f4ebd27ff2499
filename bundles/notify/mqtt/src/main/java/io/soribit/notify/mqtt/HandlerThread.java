// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that runs all handlers. When its queue is full, the network has to wait. */
final class HandlerThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HandlerThread.class);
    private static final int QUEUE = 1_000;
    private static final long STOP_SECONDS = 2;

    private final ThreadPoolExecutor executor =
            new ThreadPoolExecutor(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(QUEUE),
                    task -> new Thread(task, "soribit-mqtt-handlers"),
                    HandlerThread::waitForSpace);

    void execute(Runnable task) {
        executor.execute(task);
    }

    private static void waitForSpace(Runnable task, ThreadPoolExecutor executor) {
        try {
            while (!executor.isShutdown()) {
                if (executor.getQueue().offer(task, 100, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
            LOG.debug("a message came after the end");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RejectedExecutionException("interrupted while receivers were busy", e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("a receiver of MQTT messages blocks: its thread is left behind");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
