// SPDX-License-Identifier: Apache-2.0
package io.soribit.engine.delivery;

import io.soribit.common.plugin.Thrown;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A foreign listener: it is got when it is first called, and may fail. Called by one thread, which
 * any other may end.
 */
final class GuardedListener<L> {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedListener.class);
    private static final long CLOSE_MILLIS = 2_000;

    private final String name;
    private final Supplier<@Nullable L> listener;
    private final Set<Class<?>> failures = new HashSet<>();
    private @Nullable L found;

    GuardedListener(String name, Supplier<@Nullable L> listener) {
        this.name = name;
        this.listener = listener;
    }

    /**
     * Calls it, if it is still there.
     *
     * @param what it is called for, evaluated only if it fails
     */
    void call(Consumer<L> request, Supplier<String> what) {
        try {
            found = found == null ? listener.get() : found;
            if (found != null) {
                request.accept(found);
            }
        } catch (Throwable e) { // foreign code: also an Error
            if (failures.add(e.getClass())) {
                LOG.warn(
                        "listener {} failed on {} (logged once per kind)",
                        name,
                        what.get(),
                        Thrown.readable(e));
            }
        }
    }

    /**
     * Waits a bounded time for the end of the thread that calls the listener; else interrupts it.
     *
     * @param late is run before that
     */
    void awaitEnd(Thread thread, Runnable late) {
        if (thread == Thread.currentThread()) {
            return;
        }
        try {
            thread.join(CLOSE_MILLIS);
            if (thread.isAlive()) {
                LOG.warn("listener {} does not return: its thread is interrupted", name);
                late.run();
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
