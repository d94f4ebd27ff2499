// SPDX-License-Identifier: Apache-2.0
package io.soribit.web.live;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which users and paired devices have the page open, and until when the others had, since the hub
 * was started. Thread-safe.
 */
public final class Presence {
    private final Clock clock;
    private final Map<String, Integer> open = new HashMap<>();
    private final Map<String, Instant> left = new HashMap<>();

    public Presence(Clock clock) {
        this.clock = clock;
    }

    /** A user has opened the page once more. */
    public synchronized void opened(String user) {
        open.merge(user, 1, Integer::sum);
    }

    /** A page of a user was closed, or is not reached any more. */
    public synchronized void closed(String user) {
        open.computeIfPresent(user, (name, pages) -> pages > 1 ? pages - 1 : null);
        left.put(user, clock.instant());
    }

    /** Whether a user has a page open. */
    public synchronized boolean isOpen(String user) {
        return open.containsKey(user);
    }

    /** When the last page of a user was closed. */
    public synchronized Optional<Instant> lastSeen(String user) {
        return Optional.ofNullable(left.get(user));
    }
}
