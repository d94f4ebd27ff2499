// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.light.restore;

import java.time.Duration;

/**
 * A report that no message explains, while a lamp flashes: a person, one step of a fade, or a
 * report that came late. The lamp is asked a moment later, and nothing is sent to it meanwhile; if
 * its answer is unexplained, too, it was a person. Used on the timer only.
 */
final class Suspicion {
    /** Fades have ended by then. */
    private static final Duration SETTLED = Duration.ofSeconds(1);

    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration REST = Duration.ofSeconds(10);

    private boolean open;
    private Duration since = StateRestorer.NEVER;
    private Duration restUntil = StateRestorer.NEVER;
    private boolean asked;

    /** Whether nothing may be sent to the lamp until it has answered. */
    boolean isOpen() {
        return open;
    }

    /** Takes an unexplained report; true if it is a person's doing. */
    boolean confirmedBy(Duration now) {
        if (open && asked) {
            drop();
            return true;
        }
        if (!open && now.compareTo(restUntil) >= 0) {
            open = true;
            since = now;
            asked = false;
        }
        return false;
    }

    /** The lamp shows what the hub has sent. */
    void drop() {
        open = false;
    }

    /** Whether to ask the lamp now; gives up on one that does not answer. */
    boolean takeQuestion(Duration now) {
        if (open && now.compareTo(since.plus(ANSWER)) >= 0) {
            open = false;
            restUntil = now.plus(REST);
        }
        if (!open || asked || now.compareTo(since.plus(SETTLED)) < 0) {
            return false;
        }
        asked = true;
        return true;
    }
}
