// SPDX-License-Identifier: Apache-2.0
package io.soribit.api;

/** What it means that {@link Notifier#deliver} has returned for the start of an alert. */
public enum Receipt {
    /** People can notice the alert. */
    DELIVERED,
    /**
     * Devices have yet to show it: each that does is reported to {@link
     * io.soribit.api.hub.Alerts#confirm}.
     */
    SENT,
    /** No device of the notifier is to show it. */
    NO_DEVICE
}
