// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker.log;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.soribit.common.log.LogText;
import io.soribit.common.log.SourceThrottle;
import java.net.InetSocketAddress;
import java.util.Collection;
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

    /** Logs that a web page from elsewhere is refused. */
    public static void warnOfOrigin(
            Logger log, Channel channel, @Nullable String origin, Collection<String> allowed) {
        warn(
                log,
                channel,
                "closing the web socket of {} from the origin {}: allowed are {} (see"
                        + " web_socket_origins in etc/io.soribit.broker.cfg)",
                channel.remoteAddress(),
                LogText.of(origin),
                allowed);
    }

    private static String address(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress()
                : "";
    }
}
