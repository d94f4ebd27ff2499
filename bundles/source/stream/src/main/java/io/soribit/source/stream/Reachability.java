// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import io.soribit.common.source.ConnectFailure;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * Connects to a server and closes the connection: an attempt that costs no process, while a device
 * is away.
 */
final class Reachability {
    private final Duration timeout;

    Reachability(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * Returns if the server takes connections, or if the address does not begin with one.
     *
     * @throws SourceException with the reason and what to do
     * @throws InterruptedIOException if the thread was interrupted
     */
    void check(Address address) throws IOException {
        if (address.port() == 0) {
            return;
        }
        InetSocketAddress target = new InetSocketAddress(address.host(), address.port());
        String place = address.host() + " port " + address.port();
        try (SocketChannel channel = SocketChannel.open()) {
            if (target.isUnresolved()) {
                throw new UnknownHostException(address.host());
            }
            channel.socket().connect(target, (int) timeout.toMillis());
        } catch (ClosedByInterruptException e) {
            throw new InterruptedIOException("interrupted while connecting to " + place);
        } catch (IOException e) {
            String cause =
                    ConnectFailure.explain(e, timeout, "'url'", "that streaming is switched on");
            throw new SourceException(place + cause, e);
        }
    }
}
