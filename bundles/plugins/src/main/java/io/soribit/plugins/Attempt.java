// SPDX-License-Identifier: Apache-2.0
package io.soribit.plugins;

import io.soribit.common.time.MonotonicClock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Foreign code that runs on a thread of its own, until it ends or is left behind. */
final class Attempt {
    /** What may throw anything. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }

    private final Thread thread;
    private final MonotonicClock clock;
    private final Duration begin;
    private volatile boolean over;
    private volatile @Nullable Throwable failure;

    Attempt(String name, MonotonicClock clock, Work work) {
        this.clock = clock;
        begin = clock.now();
        thread = new Thread(() -> run(work), name);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
    }

    private void run(Work work) {
        try {
            work.run();
        } catch (Throwable e) { // foreign code: whatever it throws is its own failure
            failure = e;
        } finally {
            over = true;
        }
    }

    boolean over() {
        return over;
    }

    /** What it threw; null if it has not ended, or ended well. */
    @Nullable Throwable failure() {
        return failure;
    }

    boolean isOlderThan(Duration limit) {
        return clock.since(begin).compareTo(limit) > 0;
    }

    /** Asks it to end. */
    void interrupt() {
        thread.interrupt();
    }

    /** The innermost of its methods that is not of Java itself; empty if there is none. */
    String position() {
        for (StackTraceElement frame : thread.getStackTrace()) {
            String type = frame.getClassName();
            if (!type.startsWith("java.") && !type.startsWith("jdk.") && !type.startsWith("sun.")) {
                return frame.toString();
            }
        }
        return "";
    }
}
