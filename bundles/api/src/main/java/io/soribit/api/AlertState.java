// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

/** What happens to an alert, in this order, though not all of it. */
public enum AlertState {
    /** It began, because a sound was heard. */
    RAISED,
    /** A notifier has its start. */
    DELIVERED,
    /** A notifier could not be told of it while it was news. */
    EXPIRED,
    /** A person has seen it. */
    ACKNOWLEDGED,
    /** Its sound is over. */
    ENDED
}
