// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt;

import io.soribit.testkit.Mosquitto;
import io.soribit.testkit.NetworkGate;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before a Mosquitto as a broker that knows MQTT 3.1.1 only: it answers a CONNECT of MQTT 5
 * as such brokers do, and passes all else on.
 */
final class OlderBroker implements AutoCloseable {
    /** What it answers; nothing to close at once. */
    enum Answer {
        /** MQTT 3.1.1, section 3.1.2.2: return code 1, then the connection is closed. */
        RETURN_CODE_1(0x20, 2, 0, 1),
        /** As a broker that knows of MQTT 5, but is configured not to speak it. */
        REASON_CODE_132(0x20, 3, 0, 0x84, 0),
        CLOSE();

        private final byte[] bytes;

        Answer(int... bytes) {
            this.bytes = new byte[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                this.bytes[i] = (byte) bytes[i];
            }
        }
    }

    private final AtomicInteger refused = new AtomicInteger();
    private final Answer answer;
    private final NetworkGate way;

    /**
     * @param answer null to pass MQTT 5 on, too
     */
    OlderBroker(Mosquitto broker, Answer answer) throws IOException {
        this.answer = answer;
        way = new NetworkGate(broker.port(), this::greet);
    }

    URI uri() {
        return way.uri();
    }

    /** Attempts in MQTT 5. */
    int refused() {
        return refused.get();
    }

    /** Ends all connections, as a network does. */
    void cut() {
        way.cut();
    }

    private byte[] greet(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        // Type, length (one or two bytes), length of the name, "MQTT", version.
        byte[] head = in.readNBytes(2);
        byte[] start = in.readNBytes(head[1] < 0 ? 8 : 7);
        if (answer != null && start[start.length - 1] == 5) {
            refused.incrementAndGet();
            client.getOutputStream().write(answer.bytes);
            return null;
        }
        return ByteBuffer.allocate(head.length + start.length).put(head).put(start).array();
    }

    @Override
    public void close() throws IOException {
        way.close();
    }
}
