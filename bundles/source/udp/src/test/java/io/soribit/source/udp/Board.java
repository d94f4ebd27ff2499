// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.udp;

import io.soribit.testkit.RawFrame;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;

/** Sends raw frames, as the README describes them. */
final class Board implements AutoCloseable {
    private final DatagramSocket socket = new DatagramSocket();
    private final int port;
    private final String key;

    Board(int port, String key) throws IOException {
        this.port = port;
        this.key = key;
    }

    void send(byte[] packet) throws IOException {
        socket.send(
                new DatagramPacket(packet, packet.length, InetAddress.getLoopbackAddress(), port));
    }

    void send(long session, int sequence, int sample) throws IOException {
        send(RawFrame.bytes(key, session, sequence, 320, sample));
    }

    @Override
    public void close() {
        socket.close();
    }
}
