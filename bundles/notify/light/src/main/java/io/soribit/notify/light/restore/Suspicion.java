// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.restore;

import io.soribit.notify.light.lamp.LampState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A report that no message explains, while a lamp flashes: a person, one step of a fade, or a
 * report that came late. The lamp is asked a moment later, and nothing is sent to it meanwhile; if
 * it still says so, it was a person. Used on the timer only.
 */
final class Suspicion {
    /** Fades are over by then. */
    private static final Duration SETTLED = Duration.ofSeconds(1);

    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration REST = Duration.ofSeconds(10);

    private @Nullable LampState reported;
    private Duration since = StateRestorer.NEVER;
    private Duration restUntil = StateRestorer.NEVER;
    private boolean asked;

    /** Whether nothing may be sent to the lamp until it has answered. */
    boolean isOpen() {
        return reported != null;
    }

    /** Takes an unexplained report; true if it is a person's doing. */
    boolean confirmedBy(LampState report, Duration now) {
        @Nullable LampState first = reported;
        if (first != null && asked) {
            boolean same = first.isReachedBy(report);
            drop();
            return same;
        }
        if (first == null && now.compareTo(restUntil) >= 0) {
            since = now;
            asked = false;
        }
        if (first != null || now.compareTo(restUntil) >= 0) {
            reported = report;
        }
        return false;
    }

    /** The lamp shows what the hub has sent. */
    void drop() {
        reported = null;
    }

    /** Whether to ask the lamp now; gives up on one that does not answer. */
    boolean takeQuestion(Duration now) {
        if (reported != null && now.compareTo(since.plus(ANSWER)) >= 0) {
            reported = null;
            restUntil = now.plus(REST);
        }
        if (reported == null || asked || now.compareTo(since.plus(SETTLED)) < 0) {
            return false;
        }
        asked = true;
        return true;
    }
}
