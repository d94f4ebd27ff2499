// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.link;

import java.time.Duration;

/**
 * How long to pause before the next attempt to connect. Attempts that fail are repeated with
 * growing pauses. Connections that the broker closes soon, again and again, although it accepts
 * each of them, are a sign of another client with the same id: the two take the session from each
 * other, and must not do so all the time. Not thread-safe.
 */
final class ReconnectPolicy {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration STEADY = Duration.ofSeconds(5);
    private static final int TAKEOVERS = 3;
    private static final Duration TAKEOVER_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_TAKEOVER_PAUSE = Duration.ofSeconds(30);
    private static final Duration UNDISTURBED = Duration.ofMinutes(2);

    private int failures;
    private int closed;

    /** No broker could be connected to. */
    void failed() {
        failures++;
        closed = 0;
    }

    /**
     * A connection is lost.
     *
     * @param lifetime since the broker accepted it
     * @param maybeTakeover whether it was lost as by a takeover: closed by the broker
     */
    void lost(Duration lifetime, boolean maybeTakeover) {
        failures = lifetime.compareTo(STEADY) > 0 ? 0 : failures + 1;
        closed = maybeTakeover && lifetime.compareTo(UNDISTURBED) < 0 ? closed + 1 : 0;
    }

    /** Forgets all that happened: the broker is another one. */
    void reset() {
        failures = 0;
        closed = 0;
    }

    /** Whether the last attempt failed, too: a broker that is just starting may fail once. */
    boolean persistent() {
        return failures > 0;
    }

    /** Whether another client seems to use the same client id. */
    boolean takenOver() {
        return closed >= TAKEOVERS;
    }

    Duration pause() {
        if (takenOver()) {
            return doubled(TAKEOVER_PAUSE, closed - TAKEOVERS, LONGEST_TAKEOVER_PAUSE);
        }
        return failures == 0 ? Duration.ZERO : doubled(FIRST_PAUSE, failures - 1, LONGEST_PAUSE);
    }

    private static Duration doubled(Duration first, int times, Duration longest) {
        Duration pause = first.multipliedBy(1L << Math.min(times, 10));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }
}
