// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.wyoming;

import io.soribit.common.time.MonotonicClock;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for a peer that connects, and for no second one meanwhile.
 *
 * @param host the only address that is accepted; empty for any
 */
record Listener(String host, int port, Duration timeout, MonotonicClock clock) implements Endpoint {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    @Override
    public Connection connect() throws IOException {
        InetAddress wanted = host.isEmpty() ? null : InetAddress.getByName(host);
        Duration end = clock.now().plus(timeout);
        String refused = "";
        try (ServerSocketChannel server = bind()) {
            while (true) {
                long left = end.minus(clock.now()).toMillis();
                server.socket().setSoTimeout((int) Math.max(1, left));
                Socket peer = server.socket().accept();
                if (wanted == null || wanted.equals(peer.getInetAddress())) {
                    String name = peer.getInetAddress().getHostAddress() + ", at " + shown();
                    return new Connection(peer, name, clock);
                }
                refused = "; refused: " + peer.getInetAddress().getHostAddress();
                LOG.debug("{}{}", shown(), refused);
                peer.close();
            }
        } catch (SocketTimeoutException e) {
            throw new IOException(
                    shown()
                            + ": no satellite connected"
                            + refused
                            + ": let it connect to this address of the hub",
                    e);
        } catch (ClosedByInterruptException e) {
            throw new InterruptedIOException("interrupted while waiting at " + shown());
        }
    }

    private ServerSocketChannel bind() throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            return server.bind(new InetSocketAddress(port), 1);
        } catch (SocketException e) {
            server.close();
            throw new IOException(
                    shown()
                            + " cannot be used ("
                            + e.getMessage()
                            + "): give each satellite a port of its own",
                    e);
        }
    }

    @Override
    public String shown() {
        return "TCP port " + port;
    }
}
