// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.udp;

import io.soribit.common.frame.RejectedException;
import io.soribit.common.time.MonotonicClock;
import java.net.InetAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whose packets are heard: those of the address that is configured, or else of the first board
 * until it has sent nothing for a time, so that two are never mixed. Not thread-safe.
 */
final class Sender {
    /** Its address may have changed. */
    static final Duration SILENCE = Duration.ofSeconds(2);

    private final @Nullable InetAddress configured;
    private final MonotonicClock clock;
    private @Nullable InetAddress heard;
    private Duration last = Duration.ZERO;

    /**
     * @param configured null: the first
     */
    Sender(@Nullable InetAddress configured, MonotonicClock clock) {
        this.configured = configured;
        this.clock = clock;
    }

    /**
     * Looks at the address of a packet.
     *
     * @throws RejectedException if another one is heard
     */
    void check(InetAddress from) throws RejectedException {
        if (configured != null && !configured.equals(from)) {
            throw new RejectedException("it is not from the sender that is configured");
        }
        if (heard != null && !heard.equals(from) && clock.since(last).compareTo(SILENCE) < 0) {
            throw new RejectedException(
                    "another board, "
                            + heard.getHostAddress()
                            + ", is heard at this port: give each board a port of its own, or set"
                            + " 'sender'");
        }
    }

    /** Its packet was taken. */
    void taken(InetAddress from) {
        heard = from;
        last = clock.now();
    }
}
