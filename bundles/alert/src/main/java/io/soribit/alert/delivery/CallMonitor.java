// SPDX-License-Identifier: Apache-2.0
package io.soribit.alert.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices a call into a notifier that does not return, and interrupts it. Thread-safe. */
final class CallMonitor {
    /** Notifiers have timeouts of their own that are shorter. */
    static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(CallMonitor.class);

    private @Nullable Duration begun;
    private @Nullable Duration interruptAt;
    private String what = "";

    /** A call begins. */
    synchronized void begin(String name, Duration now) {
        what = name;
        begun = now;
        interruptAt = now.plus(LIMIT);
    }

    /** A call has ended; whether it took longer than it may. */
    synchronized boolean end(Duration now) {
        Duration start = begun;
        begun = null;
        interruptAt = null;
        return start != null && now.minus(start).compareTo(LIMIT) >= 0;
    }

    /** What has taken too long and has not returned; empty if nothing. */
    synchronized String blocking(Duration now) {
        Duration start = begun;
        return start == null || now.minus(start).compareTo(LIMIT) < 0 ? "" : what;
    }

    /** To be called every second: interrupts a call that takes too long, again and again. */
    synchronized void check(Duration now, String id, Thread thread) {
        Duration start = begun;
        Duration limit = interruptAt;
        if (start == null || limit == null || now.compareTo(limit) < 0) {
            return;
        }
        if (now.minus(start).compareTo(LIMIT.multipliedBy(2)) < 0) {
            LOG.warn(
                    "notifier {} does not return from {} for {} s: interrupting it; its alerts wait"
                            + " until it returns. Others are not delayed",
                    id,
                    what,
                    now.minus(start).toSeconds());
        }
        interruptAt = now.plus(LIMIT);
        thread.interrupt();
    }
}
