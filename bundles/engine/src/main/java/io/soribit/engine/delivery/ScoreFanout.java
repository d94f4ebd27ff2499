// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.delivery;

import io.soribit.api.score.ScoreListener;
import io.soribit.api.score.ScoreTrace;
import io.soribit.common.concurrent.SerialExecutor;
import io.soribit.common.concurrent.SerialExecutor.WhenFull;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers scores to all who listen to them, on one thread. Never blocks the publisher. */
public final class ScoreFanout implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScoreFanout.class);
    private static final int CAPACITY = 64;

    private final List<ScoreListener> listeners = new CopyOnWriteArrayList<>();
    private final Set<ScoreListener> failing = ConcurrentHashMap.newKeySet();
    private final SerialExecutor executor =
            new SerialExecutor("soribit-engine-scores", CAPACITY, WhenFull.DROP);

    public void add(ScoreListener listener) {
        listeners.add(listener);
    }

    public void remove(ScoreListener listener) {
        listeners.remove(listener);
        failing.remove(listener);
    }

    public void publish(ScoreTrace trace) {
        if (!listeners.isEmpty()) {
            executor.execute(() -> listeners.forEach(listener -> deliver(listener, trace)));
        }
    }

    private void deliver(ScoreListener listener, ScoreTrace trace) {
        try {
            listener.onScores(trace);
            failing.remove(listener);
        } catch (Throwable e) { // foreign code: also an Error
            if (failing.add(listener)) {
                LOG.warn("{} failed on the scores of {}", listener, trace.sound(), e);
            }
        }
    }

    @Override
    public void close() {
        executor.close();
    }
}
