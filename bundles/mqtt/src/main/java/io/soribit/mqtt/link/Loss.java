// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.link;

/**
 * Why a connection is gone.
 *
 * @param reason follows the broker's name in messages
 * @param maybeTakeover whether another client with the same id may be the reason
 */
public record Loss(String reason, boolean maybeTakeover) {
    /** Closed by the broker without a reason. */
    static final Loss CLOSED = new Loss("has closed the connection", true);
}
