// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker.limit;

import io.netty.channel.Channel;
import io.soribit.common.log.LogThrottle;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the connections of a port. Thread-safe. */
public final class ConnectionLimit {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLimit.class);

    private static final int SEATS = 8;

    private final int most;
    private final Deque<Channel> unknown = new ArrayDeque<>();
    private final LogThrottle throttle = new LogThrottle();
    private int count;

    /**
     * @param most at one time
     */
    public ConnectionLimit(int most) {
        this.most = most;
    }

    /** Counts a connection, unless there are too many. */
    public synchronized boolean admits(Channel channel) {
        if (count >= most) {
            if (throttle.isDue(Instant.now())) {
                LOG.warn(
                        "refusing the MQTT connection of {}: there are {} already",
                        channel.remoteAddress(),
                        most);
            }
            return false;
        }
        count++;
        var unused = channel.closeFuture().addListener(closed -> leave());
        return true;
    }

    private synchronized void leave() {
        count--;
    }

    /**
     * Lets one more connection begin, which is closed when {@value #SEATS} others have begun after
     * it, unless it is {@linkplain #keep kept} before.
     */
    public void tryOut(Channel channel) {
        @Nullable Channel oldest = null;
        synchronized (this) {
            unknown.add(channel);
            if (unknown.size() > SEATS) {
                oldest = unknown.remove();
            }
        }
        var unused = channel.closeFuture().addListener(closed -> keep(channel));
        if (oldest != null) {
            unused = oldest.close();
        }
    }

    /** It is known who that is. */
    public synchronized void keep(Channel channel) {
        unknown.remove(channel);
    }
}
