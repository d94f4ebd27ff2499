// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import io.soribit.api.Detector;
import io.soribit.api.Embedding;
import io.soribit.api.FrontEndSpec;
import io.soribit.api.score.TaughtSound;
import io.soribit.common.concurrent.BoundedCall;
import io.soribit.common.plugin.Thrown;
import io.soribit.engine.window.StageTimes;
import io.soribit.engine.window.WindowGate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A detector at work, with the sessions that are open on it. Thread-safe. */
public final class InstalledDetector {
    private static final Logger LOG = LoggerFactory.getLogger(InstalledDetector.class);
    private static final BoundedCall CLOSING =
            new BoundedCall("soribit-engine-close", Duration.ofMinutes(1));

    private final Detector detector;
    private final String id;
    private final Quarantine quarantine = new Quarantine();
    private final Set<GuardedSession> open = ConcurrentHashMap.newKeySet();
    private final ReentrantLock opening = new ReentrantLock();
    private volatile boolean retired;

    /** Asks the detector for its id: it is foreign code, which may throw or not return. */
    public InstalledDetector(Detector detector) {
        this.detector = detector;
        id = Objects.requireNonNull(detector.id(), "its id is null");
    }

    String id() {
        return id;
    }

    /** Whether it did not return, and is not used for a time. */
    public boolean isLeftOut() {
        return quarantine.isClosed();
    }

    Quarantine quarantine() {
        return quarantine;
    }

    /**
     * It did not return, and is left out.
     *
     * @return after which pause it is tried again
     */
    Duration leaveOut(long nowMillis) {
        return quarantine.close(nowMillis);
    }

    public Detector detector() {
        return detector;
    }

    /** Id of its model; null if it has none. */
    public @Nullable String model() {
        return detector instanceof ModelDetector m ? m.descriptor().id() : null;
    }

    /** What its model gives beside scores; null if nothing. */
    public @Nullable Embedding embedding() {
        return detector instanceof ModelDetector m ? m.embedding() : null;
    }

    /** What its model wants of the front end; null if it has none. */
    public @Nullable FrontEndSpec input() {
        return detector instanceof ModelDetector m ? m.descriptor().frontEnd() : null;
    }

    /** What its windows cost; nothing if it has no model. */
    public StageTimes times() {
        return detector instanceof ModelDetector m ? m.times() : new StageTimes();
    }

    public String name() {
        String model = model();
        return model == null ? detector.getClass().getName() : model;
    }

    /**
     * What its scores mean, given the taught sounds: its labels, then the ids of those it hears.
     */
    public List<String> labels(List<TaughtSound> taught) {
        List<String> labels = new ArrayList<>(detector.labels());
        if (detector instanceof ModelDetector m) {
            m.hears(taught).forEach(sound -> labels.add(sound.sound().id()));
        }
        return labels;
    }

    /** Opens a session without taught sounds; null if the detector is being removed. */
    public @Nullable GuardedSession open(int sampleRate, Duration hop, WindowGate gate) {
        return open(sampleRate, hop, List.of(), gate);
    }

    /**
     * Opens a session; null if the detector is being removed. One at a time, so that none is being
     * opened when {@link #retire()} returns, unless it blocks.
     */
    public @Nullable GuardedSession open(
            int sampleRate, Duration hop, List<TaughtSound> taught, WindowGate gate) {
        opening.lock();
        try {
            if (retired) {
                return null;
            }
            GuardedSession session =
                    new GuardedSession(
                            this,
                            detector instanceof ModelDetector m
                                    ? m.open(sampleRate, hop, taught, gate)
                                    : detector.open(sampleRate, hop));
            open.add(session);
            if (!retired) {
                return session;
            }
            session.close(); // nobody waited for it any more
            return null;
        } finally {
            opening.unlock();
        }
    }

    /**
     * Closes all sessions, each when it is not in use, and what the detector itself holds. What
     * does not return is waited for a bounded time.
     */
    public void retire() {
        retired = true;
        try {
            if (!CLOSING.run(this::close)) {
                LOG.error(
                        "detector {} does not return as it is closed: its memory is not freed;"
                                + " restart the hub",
                        name());
            }
        } catch (ExecutionException e) {
            LOG.warn(
                    "detector {} failed to close",
                    name(),
                    Thrown.readable(Objects.requireNonNullElse(e.getCause(), e)));
        }
    }

    private void close() {
        List<GuardedSession> rest;
        opening.lock();
        try {
            rest = new ArrayList<>(open);
        } finally {
            opening.unlock();
        }
        rest.forEach(GuardedSession::close);
        if (detector instanceof ModelDetector m) {
            m.close();
        }
    }

    void closed(GuardedSession session) {
        open.remove(session);
    }
}
