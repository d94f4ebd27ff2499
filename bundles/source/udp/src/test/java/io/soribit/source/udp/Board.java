// SPDX-License-Identifier: Apache-2.0
package io.soribit.source.udp;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Sends raw frames, as the README describes them. */
final class Board implements AutoCloseable {
    private final DatagramSocket socket = new DatagramSocket();
    private final int port;
    private final String key;

    Board(int port, String key) throws IOException {
        this.port = port;
        this.key = key;
    }

    /** A frame whose samples are all the same. */
    static byte[] frame(String key, long session, int sequence, int count, int sample) {
        ByteBuffer frame = ByteBuffer.allocate(32 + 2 * count).order(ByteOrder.LITTLE_ENDIAN);
        frame.put((byte) 'S').put((byte) 'B').put((byte) 'A').put((byte) '1');
        frame.putLong(session).putInt(sequence);
        for (int i = 0; i < count; i++) {
            frame.putShort((short) sample);
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(frame.array(), 0, 16 + 2 * count);
            frame.put(mac.doFinal(), 0, 16);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
        return frame.array();
    }

    void send(byte[] packet) throws IOException {
        socket.send(
                new DatagramPacket(packet, packet.length, InetAddress.getLoopbackAddress(), port));
    }

    void send(long session, int sequence, int sample) throws IOException {
        send(frame(key, session, sequence, 320, sample));
    }

    @Override
    public void close() {
        socket.close();
    }
}
