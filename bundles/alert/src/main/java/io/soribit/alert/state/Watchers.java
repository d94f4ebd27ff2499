// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.state;

import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.Alerts.Watcher;
import io.soribit.common.concurrent.SerialExecutor;
import io.soribit.common.concurrent.SerialExecutor.WhenFull;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notifies all watchers, in order, on a separate thread. */
final class Watchers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watchers.class);

    private static final int CAPACITY = 1_000;
    private static final Duration DELAY = Duration.ofMillis(50);

    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    private final List<Watcher> deliveryWatchers = new CopyOnWriteArrayList<>();
    private final BoundedBatch<Runnable> tasks = new BoundedBatch<>(CAPACITY, DELAY);
    private final SerialExecutor thread = new SerialExecutor("soribit-alert-watchers");
    private final SerialExecutor deliveries =
            new SerialExecutor("soribit-alert-deliveries", CAPACITY, WhenFull.DROP);

    /** Adds a watcher that receives these first, and each delivery from now on. */
    void add(Watcher watcher, List<AlertChange> first) {
        deliveryWatchers.add(watcher);
        then(
                () -> {
                    first.forEach(change -> notify(watcher, change));
                    watchers.add(watcher);
                });
    }

    void remove(Watcher watcher) {
        deliveryWatchers.remove(watcher);
        then(() -> watchers.remove(watcher));
    }

    void publish(AlertChange change) {
        then(() -> watchers.forEach(watcher -> notify(watcher, change)));
    }

    /** What concerns one notifier; delays nothing else, and under overload some is left out. */
    void publishDelivery(AlertChange change) {
        deliveries.execute(() -> deliveryWatchers.forEach(watcher -> notify(watcher, change)));
    }

    private void then(Runnable task) {
        if (tasks.add(task)) {
            thread.execute(() -> tasks.take(tasks.begin()).forEach(Runnable::run));
        }
    }

    private static void notify(Watcher watcher, AlertChange change) {
        try {
            if (change.state().isShared()) {
                watcher.onChange(change);
            } else {
                watcher.onDelivery(change);
            }
        } catch (Throwable e) { // a watcher may be a plug-in
            LOG.warn("a watcher of alerts failed at alert {}", change.alert().id(), e);
        }
    }

    @Override
    public void close() {
        thread.close();
        deliveries.close();
    }
}
