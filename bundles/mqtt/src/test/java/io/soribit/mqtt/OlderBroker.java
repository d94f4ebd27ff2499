// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt;

import io.soribit.testkit.Mosquitto;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

    private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refused = new AtomicInteger();
    private final Answer answer;
    private final int behind;

    /**
     * @param answer null to pass MQTT 5 on, too
     */
    OlderBroker(Mosquitto broker, Answer answer) throws IOException {
        this.behind = broker.port();
        this.answer = answer;
        thread(this::accept);
    }

    URI uri() {
        return URI.create("tcp://127.0.0.1:" + server.getLocalPort());
    }

    /** Attempts in MQTT 5. */
    int refused() {
        return refused.get();
    }

    /** Ends all connections, as a network does. */
    void cut() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void thread(Work work) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                work.run();
                            } catch (IOException e) {
                                // One of the two sides has closed.
                            }
                        });
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = server.accept();
            sockets.add(client);
            thread(() -> serve(client));
        }
    }

    private void serve(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        // Type, length (one or two bytes), length of the name, "MQTT", version.
        byte[] head = in.readNBytes(2);
        byte[] start = in.readNBytes(head[1] < 0 ? 8 : 7);
        if (answer != null && start[start.length - 1] == 5) {
            refused.incrementAndGet();
            client.getOutputStream().write(answer.bytes);
            client.close();
            return;
        }
        try (Socket broker = new Socket("127.0.0.1", behind)) {
            sockets.add(broker);
            OutputStream out = broker.getOutputStream();
            out.write(head);
            out.write(start);
            thread(() -> broker.getInputStream().transferTo(client.getOutputStream()));
            in.transferTo(out);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
