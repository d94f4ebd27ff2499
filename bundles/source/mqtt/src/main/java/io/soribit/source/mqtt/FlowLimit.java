// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.mqtt;

import io.soribit.common.time.MonotonicClock;
import java.time.Duration;

/**
 * How much of one room is taken, in bytes and in messages a second. What waited in the network for
 * up to two seconds may come at once. Not thread-safe.
 */
final class FlowLimit {
    private static final double BURST_SECONDS = 2;

    private final MonotonicClock clock;
    private final double bytesPerSecond;
    private final double messagesPerSecond;
    private double bytes;
    private double messages;
    private Duration updated;

    FlowLimit(double bytesPerSecond, double messagesPerSecond, MonotonicClock clock) {
        this.bytesPerSecond = bytesPerSecond;
        this.messagesPerSecond = messagesPerSecond;
        this.clock = clock;
        bytes = bytesPerSecond * BURST_SECONDS;
        messages = messagesPerSecond * BURST_SECONDS;
        updated = clock.now();
    }

    /** Whether a message of that size is taken now. */
    boolean admits(int size) {
        Duration now = clock.now();
        double seconds = now.minus(updated).toNanos() * 1e-9;
        updated = now;
        bytes = Math.min(bytesPerSecond * BURST_SECONDS, bytes + seconds * bytesPerSecond);
        messages =
                Math.min(messagesPerSecond * BURST_SECONDS, messages + seconds * messagesPerSecond);
        boolean admitted = bytes >= size && messages >= 1;
        if (admitted) {
            bytes -= size;
            messages--;
        }
        return admitted;
    }
}
