// SPDX-License-Identifier: Apache-2.0
package io.soribit.config;

import java.util.Arrays;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/**
 * Runs an action once the framework has started its bundles, and bundles and configurations have
 * not changed for a while. On a slow machine the bundles may take any time to start.
 */
final class QuietPeriod implements BundleListener, FrameworkListener, AutoCloseable {
    private static final int END_SECONDS = 5;

    private final BundleContext context;
    private final int seconds;
    private final Runnable action;
    private final ScheduledThreadPoolExecutor executor;
    private @Nullable ScheduledFuture<?> pending;
    private volatile int reachedLevel;

    QuietPeriod(BundleContext context, int seconds, Runnable action) {
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
        reachedLevel = frameworkLevel();
        context.addBundleListener(this);
        context.addFrameworkListener(this);
        changed();
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        changed();
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
            reachedLevel = frameworkLevel();
            changed();
        }
    }

    private int frameworkLevel() {
        return context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkStartLevel.class)
                .getStartLevel();
    }

    /** Starts the period anew. */
    synchronized void changed() {
        if (pending != null) {
            pending.cancel(false);
        }
        if (!executor.isShutdown()) {
            pending = executor.schedule(this::run, seconds, TimeUnit.SECONDS);
        }
    }

    /** While bundles are still to be started, the event at their end starts another period. */
    private void run() {
        if (Arrays.stream(context.getBundles()).noneMatch(this::isToBeStarted)) {
            action.run();
        }
    }

    private boolean isToBeStarted(Bundle bundle) {
        BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
        return level != null
                && level.isPersistentlyStarted()
                && level.getStartLevel() > reachedLevel;
    }

    @Override
    public void close() {
        context.removeBundleListener(this);
        context.removeFrameworkListener(this);
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
