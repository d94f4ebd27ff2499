// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.delivery;

import io.soribit.api.score.ScoreListener;
import io.soribit.api.score.ScoreTrace;
import io.soribit.api.score.SoundPicture;
import io.soribit.common.concurrent.SerialExecutor;
import io.soribit.common.concurrent.SerialExecutor.WhenFull;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Delivers scores, to each listener on a thread of its own. Never blocks the publisher. */
public final class ScoreFanout implements AutoCloseable {
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

    public void publish(SoundPicture picture) {
        for (Receiver receiver : receivers.values()) {
            receiver.executor.execute(() -> receiver.deliver(picture));
        }
    }

    @Override
    public void close() {
        receivers.values().forEach(receiver -> receiver.executor.close());
        receivers.clear();
    }

    private static final class Receiver {
        private final GuardedListener<ScoreListener> listener;
        private final SerialExecutor executor;

        Receiver(String name, Supplier<@Nullable ScoreListener> listener) {
            this.listener = new GuardedListener<>(name, listener);
            executor = new SerialExecutor("soribit-scores-" + name, CAPACITY, WhenFull.DROP);
        }

        void deliver(ScoreTrace trace) {
            listener.call(l -> l.onScores(trace), () -> "the scores of " + trace.sound());
        }

        void deliver(SoundPicture picture) {
            listener.call(l -> l.onPicture(picture), () -> "the picture of " + picture.sound());
        }
    }
}
