// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

/** How much a sound matters to the people of a house, the most urgent last. */
public enum Urgency {
    /** Shown, nothing more. */
    INFO,
    /** Worth a short look: one flash. */
    NOTICE,
    /** Somebody should act now: a doorbell, a crying baby. */
    URGENT,
    /** Danger to life. */
    EMERGENCY
}
