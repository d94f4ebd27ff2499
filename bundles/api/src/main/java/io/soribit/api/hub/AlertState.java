// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.hub;

import io.soribit.api.Alert;

/** What happens to an alert, in this order, though not all of it. */
public enum AlertState {
    /** It began, because a sound was heard. */
    RAISED,
    /** A notifier has its start, and people can notice it there. */
    DELIVERED,
    /** A notifier has its start and has sent it to devices that have yet to show it. */
    SENT,
    /** A device of a notifier shows it, as that device has reported. */
    CONFIRMED,
    /** It could not be delivered to a notifier before it expired. */
    EXPIRED,
    /** Its sound came again: {@link Alert#times()} says how often by now. */
    REPEATED,
    /** Nobody has acknowledged it in time: it reaches more targets. */
    ESCALATED,
    /** One person has seen it, and that does not settle it, or another one had settled it. */
    SEEN,
    /** A person has seen it, or, where a rule asks for that, each of them. */
    ACKNOWLEDGED,
    /** Its sound has ended, and somebody has acknowledged it or need not. */
    ENDED;

    /**
     * Whether this is about the alert as all see it.
     *
     * @return false for what concerns one notifier or one of its devices
     */
    public boolean isShared() {
        return goesOn() || this == ENDED;
    }

    /**
     * Whether this is about the alert as all see it, and it is active; not about one notifier.
     *
     * @return false for what concerns one notifier, and for the end
     */
    public boolean goesOn() {
        return this == RAISED || this == REPEATED || this == ESCALATED || this == ACKNOWLEDGED;
    }
}
