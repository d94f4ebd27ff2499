// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.stream;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
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
            throw new SourceException(place + explain(e), e);
        }
    }

    private String explain(IOException e) {
        if (e instanceof UnknownHostException) {
            return ": this host name is not known: check it in 'url', or write the address instead";
        }
        if (e instanceof SocketTimeoutException) {
            return " does not answer within "
                    + timeout.toSeconds()
                    + " s: check that it is switched on, and that no firewall drops connections";
        }
        if (e instanceof NoRouteToHostException) {
            return " cannot be reached: check that it is switched on and in this network";
        }
        if (e instanceof ConnectException) {
            return " refuses connections: check the port, and that streaming is switched on";
        }
        return " cannot be reached (" + e.getMessage() + "): check the network";
    }
}
