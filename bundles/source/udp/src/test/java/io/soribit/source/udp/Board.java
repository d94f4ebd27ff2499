// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.udp;

import io.soribit.testkit.RawFrame;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/** Sends raw frames, as the README describes them. */
final class Board implements AutoCloseable {
    private final DatagramSocket socket;
    private final int port;
    private final String key;

    Board(int port, String key) throws IOException {
        this(port, key, "127.0.0.1");
    }

    /** One with an address of its own. */
    Board(int port, String key, String address) throws IOException {
        socket = new DatagramSocket(0, InetAddress.getByName(address));
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

    /** RTP with L16. */
    void sendRtp(int stream, int sequence, int sample) throws IOException {
        ByteBuffer packet = ByteBuffer.allocate(12 + 640);
        packet.putShort((short) 0x8060).putShort((short) sequence).putInt(0).putInt(stream);
        while (packet.hasRemaining()) {
            packet.putShort((short) sample);
        }
        send(packet.array());
    }

    @Override
    public void close() {
        socket.close();
    }
}
