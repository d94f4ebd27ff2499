// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.panel;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Malformed messages of displays, until a valid one comes. Thread-safe. */
final class MalformedMessages {
    /** Valid and malformed messages by turns are not warned of more often. */
    static final Duration AGAIN = Duration.ofHours(1);

    private static final int MOST = 500;

    private final Map<String, Sent> current = new HashMap<>();
    private final Map<Kind, Instant> warned = new HashMap<>();

    private record Kind(String name, String what) {}

    private record Sent(int times, String last) {
        String problem() {
            return "it sent malformed messages "
                    + (times == 1 ? "once (" : times + " times (")
                    + last
                    + "): update its firmware, and see that nothing else has its name at the MQTT"
                    + " broker";
        }
    }

    /**
     * A display sent a malformed message; true if a person has to be warned: once for each display
     * and kind, and again if it was understood in between.
     */
    synchronized boolean report(String name, String what, Instant now) {
        Kind kind = new Kind(name, what);
        @Nullable Sent before = current.get(name);
        @Nullable Instant last = warned.get(kind);
        if (last == null ? warned.size() >= MOST : before == null && current.size() >= MOST) {
            return false;
        }
        current.put(name, new Sent(before == null ? 1 : before.times() + 1, what));
        boolean due = last == null || (before == null && !last.plus(AGAIN).isAfter(now));
        if (due) {
            warned.put(kind, now);
        }
        return due;
    }

    /** A display was understood. */
    synchronized void understood(String name) {
        current.remove(name);
    }

    /** What is wrong with a display and what to do; empty when all is well. */
    synchronized String problem(String name) {
        @Nullable Sent last = current.get(name);
        return last == null ? "" : last.problem();
    }
}
