// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import io.netty.channel.Channel;
import io.soribit.common.log.LogThrottle;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the connections of a port. Thread-safe. */
final class ConnectionLimit {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLimit.class);

    private final int most;
    private final LogThrottle throttle = new LogThrottle();
    private int count;

    ConnectionLimit(int most) {
        this.most = most;
    }

    /** Counts a connection, or closes it. */
    synchronized boolean admits(Channel channel) {
        if (count >= most) {
            if (throttle.isDue(Instant.now())) {
                LOG.warn(
                        "refusing the MQTT connection of {}: there are {} already",
                        channel.remoteAddress(),
                        most);
            }
            var unused = channel.close();
            return false;
        }
        count++;
        var unused = channel.closeFuture().addListener(closed -> leave());
        return true;
    }

    private synchronized void leave() {
        count--;
    }
}
