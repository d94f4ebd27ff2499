// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.paho;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Plain sockets without Nagle's algorithm. With it, hub and broker may both wait some 40 ms for the
 * other's delayed acknowledgement before they send the next message (RFC 1122 4.2.3).
 */
final class NoDelaySockets extends SocketFactory {
    private final SocketFactory factory = SocketFactory.getDefault();

    /** Switches Nagle's algorithm off. */
    static Socket noDelay(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        return socket;
    }

    @Override
    public Socket createSocket() throws IOException {
        return noDelay(factory.createSocket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return noDelay(factory.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
            throws IOException {
        return noDelay(factory.createSocket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return noDelay(factory.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
            throws IOException {
        return noDelay(factory.createSocket(host, port, local, localPort));
    }
}
