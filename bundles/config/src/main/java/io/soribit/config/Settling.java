// SPDX-License-Identifier: Apache-2.0
package io.soribit.config;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;

/** Does something once bundles and configurations have not changed for a while. */
final class Settling implements BundleListener, AutoCloseable {
    private static final int END_SECONDS = 5;

    private final BundleContext context;
    private final int seconds;
    private final Runnable action;
    private final ScheduledThreadPoolExecutor executor;
    private @Nullable ScheduledFuture<?> pending;

    Settling(BundleContext context, int seconds, Runnable action) {
        this.context = context;
        this.seconds = seconds;
        this.action = action;
        executor =
                new ScheduledThreadPoolExecutor(
                        1,
                        task -> {
                            Thread thread = new Thread(task, "soribit-configuration");
                            thread.setDaemon(true);
                            return thread;
                        });
        executor.setRemoveOnCancelPolicy(true);
    }

    void start() {
        context.addBundleListener(this);
        changed();
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        changed();
    }

    /** Starts to wait anew. */
    synchronized void changed() {
        if (pending != null) {
            pending.cancel(false);
        }
        if (!executor.isShutdown()) {
            pending = executor.schedule(action, seconds, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() {
        context.removeBundleListener(this);
        synchronized (this) {
            executor.shutdownNow();
        }
        try {
            executor.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
