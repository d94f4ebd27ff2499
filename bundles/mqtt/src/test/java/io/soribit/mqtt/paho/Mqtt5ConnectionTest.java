// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt.paho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.mqtt.link.BusSettings;
import io.soribit.mqtt.link.Connection;
import io.soribit.mqtt.link.ConnectionException;
import io.soribit.mqtt.link.Loss;
import io.soribit.mqtt.link.Received;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Brokers that are none: each attempt has to end, and to leave no thread behind. */
@Timeout(240)
class Mqtt5ConnectionTest {
    private final Set<Thread> before = new HashSet<>();
    private final BlockingQueue<Socket> accepted = new LinkedBlockingQueue<>();
    private ServerSocket server;

    @BeforeEach
    void start() throws IOException {
        before.addAll(Thread.getAllStackTraces().keySet());
        server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
    }

    @AfterEach
    void noThreadIsLeft() throws Exception {
        server.close();
        for (Socket socket : accepted) {
            socket.close();
        }
        Set<Thread> left = new HashSet<>(Thread.getAllStackTraces().keySet());
        left.removeAll(before);
        left.removeIf(thread -> !thread.getName().startsWith("MQTT"));
        for (Thread thread : left) {
            thread.join(90_000);
        }
        assertThat(left).noneMatch(Thread::isAlive);
    }

    private void accept(boolean closeAtOnce) {
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                while (true) {
                                    Socket socket = server.accept();
                                    accepted.add(socket);
                                    if (closeAtOnce) {
                                        socket.close();
                                    }
                                }
                            } catch (IOException e) {
                                assertThat(server.isClosed()).isTrue();
                            }
                        });
        thread.start();
    }

    private void connect() throws ConnectionException {
        Connection.Listener listener =
                new Connection.Listener() {
                    @Override
                    public void received(Received message) {}

                    @Override
                    public void lost(Loss loss) {}
                };
        URI uri = URI.create("tcp://127.0.0.1:" + server.getLocalPort());
        Mqtt5Connection.open(uri, new BusSettings("hub", "id", "", ""), listener, 3_000).close();
    }

    @Test
    void closesEachConnectionAtOnce() {
        accept(true);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(this::connect).isInstanceOf(ConnectionException.class);
        }
        assertThat(accepted).hasSize(3);
    }

    @Test
    void neverAnswers() {
        accept(false);
        assertThatThrownBy(this::connect).isInstanceOf(ConnectionException.class);
        assertThat(accepted).hasSize(1);
    }

    @Test
    void isNotThere() throws Exception {
        server.close();
        assertThatThrownBy(this::connect).isInstanceOf(ConnectionException.class);
    }
}
