// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker.log;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.soribit.common.log.SourceThrottle;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Says why connections are closed; of each address only so often that the log keeps its history.
 * Thread-safe.
 */
public final class ClosingLog {
    private static final AttributeKey<ClosingLog> KEY =
            AttributeKey.valueOf(ClosingLog.class, "log");

    private final SourceThrottle throttle;

    /** Shared by all connections of a broker. */
    public ClosingLog(SourceThrottle throttle) {
        this.throttle = throttle;
    }

    /** Takes over what is said of a connection. */
    public void watch(Channel channel) {
        channel.attr(KEY).set(this);
    }

    /** Logs it, unless there was much of that address already; always if nobody watches. */
    public static void warn(
            Logger log, Channel channel, String message, @Nullable Object... arguments) {
        @Nullable ClosingLog shared = channel.attr(KEY).get();
        if (shared == null || shared.throttle.isDue(address(channel))) {
            log.warn(message, arguments);
        }
    }

    private static String address(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress()
                : "";
    }
}
