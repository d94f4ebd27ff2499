// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.delivery;

import io.soribit.api.score.ScoreListener;
import io.soribit.api.score.ScoreTrace;
import io.soribit.common.concurrent.SerialExecutor;
import io.soribit.common.concurrent.SerialExecutor.WhenFull;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers scores, to each listener on a thread of its own. Never blocks the publisher. */
public final class ScoreFanout implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScoreFanout.class);
    private static final int CAPACITY = 64;

    private final Map<Object, Receiver> receivers = new ConcurrentHashMap<>();

    /**
     * Adds a listener.
     *
     * @param key to remove it by
     * @param listener supplies it, called on the listener's own thread
     */
    public void add(Object key, String name, Supplier<@Nullable ScoreListener> listener) {
        receivers.computeIfAbsent(key, k -> new Receiver(name, listener));
    }

    /** Removes a listener; waits a bounded time for the current call. */
    public void remove(Object key) {
        Receiver receiver = receivers.remove(key);
        if (receiver != null) {
            receiver.executor.close();
        }
    }

    public void publish(ScoreTrace trace) {
        for (Receiver receiver : receivers.values()) {
            receiver.executor.execute(() -> receiver.deliver(trace));
        }
    }

    @Override
    public void close() {
        receivers.values().forEach(receiver -> receiver.executor.close());
        receivers.clear();
    }

    private static final class Receiver {
        private final String name;
        private final Supplier<@Nullable ScoreListener> listener;
        private final SerialExecutor executor;
        private final Set<Class<?>> failures = new HashSet<>();
        private @Nullable ScoreListener found;

        Receiver(String name, Supplier<@Nullable ScoreListener> listener) {
            this.name = name;
            this.listener = listener;
            executor = new SerialExecutor("soribit-scores-" + name, CAPACITY, WhenFull.DROP);
        }

        void deliver(ScoreTrace trace) {
            try {
                found = found == null ? listener.get() : found;
                if (found != null) {
                    found.onScores(trace);
                }
            } catch (Throwable e) { // foreign code: also an Error
                if (failures.add(e.getClass())) {
                    LOG.warn(
                            "listener {} failed on the scores of {} (logged once per kind)",
                            name,
                            trace.sound(),
                            e);
                }
            }
        }
    }
}
