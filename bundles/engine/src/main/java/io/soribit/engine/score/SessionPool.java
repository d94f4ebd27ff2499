// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.score;

import io.soribit.api.Model;
import io.soribit.api.ModelException;
import io.soribit.api.ModelSession;
import io.soribit.common.plugin.Thrown;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sessions of one model: as many as were ever in use at once. Thread-safe. */
final class SessionPool {
    private static final Logger LOG = LoggerFactory.getLogger(SessionPool.class);

    private final Model model;
    private final Deque<ModelSession> idle = new ArrayDeque<>();
    private boolean closed;

    SessionPool(Model model) {
        this.model = model;
    }

    ModelSession borrow() throws ModelException {
        ModelSession session = poll();
        return session != null ? session : model.open();
    }

    void release(ModelSession session) {
        if (!keep(session)) {
            session.close();
        }
    }

    /** Closes the idle sessions; what is in use is closed when it is released. */
    void close() {
        Deque<ModelSession> rest;
        synchronized (this) {
            closed = true;
            rest = new ArrayDeque<>(idle);
            idle.clear();
        }
        rest.forEach(this::end);
    }

    private void end(ModelSession session) {
        try {
            session.close();
        } catch (Throwable e) { // foreign code: also an Error
            LOG.warn("a session of {} failed to close", model.getClass(), Thrown.readable(e));
        }
    }

    private synchronized @Nullable ModelSession poll() {
        return idle.pollLast();
    }

    private synchronized boolean keep(ModelSession session) {
        if (!closed) {
            idle.addLast(session);
        }
        return !closed;
    }
}
