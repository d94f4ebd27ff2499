// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.paho;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Plain sockets that send each message at once. Otherwise hub and broker, who both tell each other
 * something, may both wait some 40 ms for the other's receipt before they send the next one
 * (Nagle's algorithm and delayed acknowledgements, RFC 1122 4.2.3).
 */
final class PromptSockets extends SocketFactory {
    private final SocketFactory factory = SocketFactory.getDefault();

    /** From now on it sends each message at once. */
    static Socket prompt(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        return socket;
    }

    @Override
    public Socket createSocket() throws IOException {
        return prompt(factory.createSocket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return prompt(factory.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
            throws IOException {
        return prompt(factory.createSocket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return prompt(factory.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
            throws IOException {
        return prompt(factory.createSocket(host, port, local, localPort));
    }
}
