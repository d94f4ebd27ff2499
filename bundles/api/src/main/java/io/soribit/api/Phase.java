// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

/** Where in its life an event is. */
public enum Phase {
    /** It has just begun. */
    START,
    /** It is still active, and something of it has changed. */
    UPDATE,
    /** It has ended. */
    END
}
