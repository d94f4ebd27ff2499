// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.wyoming;

import java.time.Duration;

/**
 * How long a source waits.
 *
 * @param connect for a connection to be accepted
 * @param visitor for a peer that connects itself
 * @param first for the first audio, or for what a peer is
 * @param silence for more audio; it ends also one message that comes byte by byte
 * @param ping between two pings: a peer that knows them notices that the hub has gone
 */
record Timeouts(
        Duration connect, Duration visitor, Duration first, Duration silence, Duration ping) {
    static final Timeouts USUAL =
            new Timeouts(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(8),
                    Duration.ofSeconds(2));
}
