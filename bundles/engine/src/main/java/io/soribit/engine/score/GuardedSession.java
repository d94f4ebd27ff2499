// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import io.soribit.api.DetectorSession;
import io.soribit.api.score.TaughtSound;
import io.soribit.common.plugin.Thrown;
import java.nio.FloatBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A detector's session that may be closed from outside while it is in use: closing waits. */
public final class GuardedSession {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedSession.class);
    private static final long CLOSE_SECONDS = 30;
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final InstalledDetector owner;
    private final ReentrantLock lock = new ReentrantLock();
    private final int windowSamples;
    private volatile boolean closing;
    private volatile boolean abandoned;
    private volatile @Nullable DetectorSession session;

    GuardedSession(InstalledDetector owner, DetectorSession session) {
        this.owner = owner;
        this.session = session;
        windowSamples = session instanceof ModelDetectorSession m ? m.windowSamples() : 0;
    }

    /** Samples that a window covers; 0 if that is not known. */
    public int windowSamples() {
        return windowSamples;
    }

    /** Whether it is closed or about to be: what is written since then is ignored. */
    public boolean closed() {
        return closing;
    }

    /** As {@link TaughtScores#asked}. */
    @Nullable TaughtSound asked() {
        return session instanceof ModelDetectorSession m ? m.asked() : null;
    }

    /** A call of it does not return: who takes its detector away no longer waits for it. */
    void abandon() {
        abandoned = true;
        owner.closed(this);
    }

    public void write(float[] samples, int length, DetectorSession.ScoreSink sink) {
        lock.lock();
        try {
            DetectorSession open = session;
            if (open != null && !closing) {
                open.write(samples, 0, length, sink);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * What its model made of the window whose scores are just being handed over, on the same
     * thread.
     *
     * @param values as many as {@link InstalledDetector#embedding()} says
     */
    public void embedding(float[] values) {
        if (session instanceof ModelDetectorSession m) {
            m.embedding(values);
        }
    }

    /**
     * The features of the window whose scores are just being handed over, on the same thread; null
     * if it has no model.
     */
    public @Nullable FloatBuffer features() {
        return session instanceof ModelDetectorSession m ? m.current() : null;
    }

    /** Closes it when the current write has returned. */
    public void close() {
        closing = true;
        if (!lockWithin()) {
            if (abandoned) {
                return; // its own thread closes it as soon as it returns
            }
            LOG.error(
                    "detector {} has not returned from a window for {} s: its memory is not freed;"
                            + " restart the hub",
                    owner.name(),
                    CLOSE_SECONDS);
            return;
        }
        try {
            DetectorSession open = session;
            session = null;
            owner.closed(this);
            if (open != null) {
                open.close();
            }
        } catch (Throwable e) { // foreign code: also an Error
            LOG.warn("a session of detector {} failed to close", owner.name(), Thrown.readable(e));
        } finally {
            lock.unlock();
        }
    }

    private boolean lockWithin() {
        boolean interrupted = Thread.interrupted();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(CLOSE_SECONDS);
        boolean held = false;
        long left;
        do {
            left = deadline - System.nanoTime();
            try {
                held = lock.tryLock(Math.min(left, STEP_NANOS), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        } while (!held && left > 0 && !abandoned);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return held;
    }
}
