// SPDX-License-Identifier: Apache-2.0
package io.soribit.cluster.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.testkit.Await;
import io.soribit.testkit.Ports;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.AEADBadTagException;
import org.jgroups.JChannel;
import org.jgroups.ObjectMessage;
import org.jgroups.Version;
import org.jgroups.blocks.cs.Connection;
import org.jgroups.stack.IpAddress;
import org.jgroups.util.ByteArrayDataOutputStream;
import org.jgroups.util.UUID;
import org.jgroups.util.Util;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptedTcpTest {
    private static final String KEY = "a long and random key";
    private static final byte TO_ALL = 2;
    private static final int FRONT = 3;
    private static final AtomicInteger READ = new AtomicInteger();

    private final AtomicInteger strangers = new AtomicInteger();

    /** Counts how often it is read. */
    private static final class Counted implements Serializable {
        private static final long serialVersionUID = 1;

        private void readObject(ObjectInputStream in) {
            READ.incrementAndGet();
        }
    }

    @Test
    void anObjectOfOneWithoutTheKeyIsNeverRead() throws Exception {
        byte[] message = message();
        int before = READ.get();
        Util.messageFromBuffer(message, FRONT, message.length - FRONT);
        assertThat(READ).hasValue(before + 1);
        InetAddress here = InetAddress.getLoopbackAddress();
        int port = Ports.free();
        LinkSettings settings = new LinkSettings(List.of("127.0.0.1:1"), KEY, "a", port, "");
        Addresses addresses =
                new Addresses(here, List.of(new InetSocketAddress(here, 1)), List.of());
        try (JChannel channel =
                new JChannel(Stack.of(settings, addresses, strangers::incrementAndGet))) {
            channel.connect("soribit");
            assertThat(
                            channel.getProtocolStack()
                                    .getTransport()
                                    .getDiagnosticsHandler()
                                    .isRunning())
                    .isFalse();
            try (Socket socket = new Socket(here, port)) {
                send(message, new DataOutputStream(socket.getOutputStream()), socket);
                Await.until("it is noticed", () -> strangers.get() == 1);
            }
        }
        assertThat(READ).hasValue(before + 1);
    }

    /** As a member does, but without the cipher. */
    private static void send(byte[] message, DataOutputStream out, Socket socket)
            throws IOException {
        IpAddress own = new IpAddress(socket.getLocalAddress(), socket.getLocalPort());
        out.write(Connection.cookie);
        out.writeShort(Version.version);
        out.writeShort(own.serializedSize());
        own.writeTo(out);
        out.writeInt(message.length);
        out.write(message);
        out.flush();
    }

    private static byte[] message() throws Exception {
        ByteArrayDataOutputStream out = new ByteArrayDataOutputStream();
        ObjectMessage message = new ObjectMessage(null, new Counted());
        message.setSrc(UUID.randomUUID());
        out.writeShort(Version.version);
        out.writeByte(TO_ALL);
        out.writeShort(message.getType());
        message.writeTo(out);
        return Arrays.copyOf(out.buffer(), out.position());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, FrameCipher.OVERHEAD - 1, EncryptedTcp.MOST_BYTES + 1})
    void aFrameOfAnotherLengthIsRefusedUnread(int length) throws Exception {
        DataInput nothing = new DataInputStream(InputStream.nullInputStream());
        EncryptedTcp tcp = new EncryptedTcp(cipher(KEY), strangers::incrementAndGet);
        assertThatThrownBy(() -> tcp.receive(null, nothing, length))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is refused");
    }

    @Test
    void aFrameIsOpenedWithItsKeyOnlyAndUnchanged() throws Exception {
        FrameCipher cipher = cipher(KEY);
        byte[] frame = cipher.seal(new byte[] {0, 1, 2, 3}, 1, 2);
        assertThat(cipher(KEY).open(frame)).containsExactly(1, 2);
        assertThat(cipher.seal(new byte[] {1, 2}, 0, 2)).isNotEqualTo(frame);
        assertThatThrownBy(() -> cipher(KEY + "!").open(frame))
                .isInstanceOf(AEADBadTagException.class);
        for (int i = 0; i < frame.length; i++) {
            byte[] changed = frame.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> cipher.open(changed)).isInstanceOf(AEADBadTagException.class);
        }
    }

    private static FrameCipher cipher(String key) throws Exception {
        return new FrameCipher(SharedKey.of(key));
    }
}
