// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.wyoming;

import io.soribit.common.source.ConnectFailure;
import io.soribit.common.time.MonotonicClock;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** Connects to a peer. */
record Dialer(String host, int port, Duration timeout, MonotonicClock clock) implements Endpoint {
    @Override
    public Connection connect() throws IOException {
        SocketChannel channel = SocketChannel.open(); // an interrupt ends what it waits for
        try {
            InetSocketAddress target = new InetSocketAddress(host, port);
            if (target.isUnresolved()) {
                throw new UnknownHostException(host);
            }
            channel.socket().connect(target, (int) timeout.toMillis());
            return new Connection(channel.socket(), shown(), clock);
        } catch (ClosedByInterruptException e) {
            throw new InterruptedIOException("interrupted while connecting to " + shown());
        } catch (IOException e) {
            channel.close();
            String cause =
                    ConnectFailure.explain(e, timeout, "'host'", "that the satellite is running");
            throw new IOException(shown() + cause, e);
        }
    }

    @Override
    public String shown() {
        return host + " port " + port;
    }
}
