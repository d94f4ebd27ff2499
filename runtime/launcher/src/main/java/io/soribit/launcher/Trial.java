// SPDX-License-Identifier: Apache-2.0
package io.soribit.launcher;

import io.soribit.common.release.Candidate;
import io.soribit.common.time.MonotonicClock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a new version hears what the one before it has heard: every room, for some seconds
 * without a break, and before time is up. Thread-safe.
 */
final class Trial {
    /** From the start of the launcher. */
    static final Duration LIMIT = Duration.ofMinutes(2);

    /** A version that ends soon after it has begun to listen is not confirmed. */
    static final Duration HOLD = Duration.ofSeconds(15);

    private final Candidate candidate;
    private final MonotonicClock clock;
    private final Duration begun;
    private @Nullable Duration since;
    private String lacking = "it was not ready to hear";

    Trial(Candidate candidate, MonotonicClock clock) {
        this.candidate = candidate;
        this.clock = clock;
        begun = clock.now();
    }

    /**
     * Takes what is heard now.
     *
     * @param heard the rooms; empty while the hub is not live or not ready
     * @return whether the version has passed
     */
    synchronized boolean passed(Optional<Set<String>> heard) {
        if (heard.isEmpty()) {
            return missed("it was not ready to hear");
        }
        Set<String> missing = candidate.missing(heard.get());
        if (!missing.isEmpty()) {
            return missed("not heard: " + String.join(", ", missing));
        }
        if (since == null) {
            since = clock.now();
        }
        return clock.since(since).compareTo(HOLD) >= 0;
    }

    private boolean missed(String what) {
        since = null;
        lacking = what;
        return false;
    }

    boolean isOver() {
        return clock.since(begun).compareTo(LIMIT) >= 0;
    }

    /** What was missing last. */
    synchronized String lacking() {
        return lacking;
    }
}
