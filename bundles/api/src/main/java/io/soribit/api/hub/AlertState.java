// SPDX-License-Identifier: Apache-2.0
package io.soribit.api.hub;

import io.soribit.api.Alert;

/** What happens to an alert, in this order, though not all of it. */
public enum AlertState {
    /** It began, because a sound was heard. */
    RAISED,
    /** A notifier has its start. */
    DELIVERED,
    /** A notifier could not be told of it while it was news. */
    EXPIRED,
    /** Its sound came again: {@link Alert#times()} says how often by now. */
    REPEATED,
    /** Nobody has acknowledged it in time: it reaches more targets. */
    ESCALATED,
    /** A person has seen it. */
    ACKNOWLEDGED,
    /** Its sound is over, and somebody has seen it or need not. */
    ENDED;

    /** Whether this is about the alert as all see it, which goes on; not about one notifier. */
    public boolean goesOn() {
        return this == RAISED || this == REPEATED || this == ESCALATED || this == ACKNOWLEDGED;
    }
}
