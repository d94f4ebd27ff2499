// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.broker.users.Rights;
import io.soribit.broker.users.Users;
import io.soribit.common.security.Passwords;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(240)
@ParameterizedClass
@EnumSource(names = {"ARTEMIS", "MOSQUITTO"})
class BrokerLimitsTest {
    private static final byte[] CONNECT = {
        0x10, 16, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 60, 0, 4, 't', 'e', 's', 't'
    };

    @Parameter Engine engine;
    @TempDir Path folder;

    /** Receives all of {@code t/#}. */
    private static final class Subscriber implements AutoCloseable {
        private final BlockingQueue<String> in = new LinkedBlockingQueue<>();
        private final org.eclipse.paho.client.mqttv3.MqttClient client;

        Subscriber(RunningBroker broker, String id) throws Exception {
            client =
                    new org.eclipse.paho.client.mqttv3.MqttClient(
                            broker.uri().toString(), id, null);
            client.connect();
            client.subscribe("t/#", 1, (topic, m) -> in.add(topic + " " + m));
        }

        String next() throws InterruptedException {
            return in.poll(90, TimeUnit.SECONDS);
        }

        @Override
        public void close() throws Exception {
            client.disconnectForcibly(0, 0, false);
            client.close();
        }
    }

    private RunningBroker start(BrokerLimits limits) throws IOException {
        BrokerSettings settings =
                new BrokerSettings("127.0.0.1", 0, false, folder.resolve("journal"));
        return Engine.start(settings.with(limits).with(engine));
    }

    private static MqttAsyncClient client(RunningBroker broker, String id) throws MqttException {
        MqttAsyncClient client = new MqttAsyncClient(broker.uri().toString(), id, null);
        client.connect(new MqttConnectionOptions()).waitForCompletion(60_000);
        return client;
    }

    private static void publish(MqttAsyncClient client, String topic, String text)
            throws MqttException {
        MqttMessage message = new MqttMessage(text.getBytes(UTF_8), 1, true, null);
        client.publish(topic, message).waitForCompletion(60_000);
    }

    @Test
    void beyondTheLimitMessagesAreDeliveredButNotRetained() throws Exception {
        BrokerLimits limits = BrokerLimits.DEFAULT.withRetainedTopics(2);
        try (RunningBroker broker = start(limits);
                Subscriber before = new Subscriber(broker, "before")) {
            MqttAsyncClient client = client(broker, "publisher");
            for (String topic : new String[] {"t/a", "t/b", "t/c"}) {
                publish(client, topic, "1");
                assertThat(before.next()).isEqualTo(topic + " 1");
            }
            publish(client, "t/a", "2");
            publish(client, "t/b", "");
            publish(client, "t/d", "4");
            assertThat(before.next()).isEqualTo("t/a 2");
            assertThat(before.next()).isEqualTo("t/b ");
            assertThat(before.next()).isEqualTo("t/d 4");
            try (Subscriber late = new Subscriber(broker, "late")) {
                assertThat(Set.of(late.next(), late.next())).containsOnly("t/a 2", "t/d 4");
            }
            client.disconnect().waitForCompletion(60_000);
            client.close();
        }
    }

    @Test
    void aPacketBeyondTheLimitClosesItsConnection() throws Exception {
        try (RunningBroker broker = start(BrokerLimits.DEFAULT);
                Socket socket = new Socket("127.0.0.1", broker.uri().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(CONNECT);
            assertThat(socket.getInputStream().readNBytes(4)).startsWith(0x20);
            // PUBLISH of 40 MB, of which only the length is sent.
            out.write(new byte[] {0x30, (byte) 0x80, (byte) 0xB4, (byte) 0x89, 0x13});
            assertThat(isClosed(socket)).isTrue();
        }
    }

    @Test
    void aPacketThatIsNotCompletedInTimeClosesItsConnection() throws Exception {
        BrokerLimits limits =
                new BrokerLimits(1_000, Duration.ofMillis(200), 10, 10, 1_000, Set.of());
        try (RunningBroker broker = start(limits);
                Socket socket = connected(broker.uri().getPort())) {
            socket.getOutputStream().write(new byte[] {0x30, 100, 0, 1, 't'});
            assertThat(isClosed(socket)).isTrue();
        }
    }

    /** Tries it again where this machine was too slow for so short a limit. */
    private static Socket connected(int port) throws IOException {
        while (true) {
            Socket socket = new Socket("127.0.0.1", port);
            try {
                socket.getOutputStream().write(CONNECT);
                byte[] answer = socket.getInputStream().readNBytes(4);
                if (answer.length > 0) {
                    assertThat(answer).startsWith(0x20);
                    return socket;
                }
            } catch (SocketException e) {
                assertThat(e).isNotNull(); // the broker has closed it
            }
            socket.close();
        }
    }

    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    /** Whether a web page of an origin gets an answer to CONNECT. */
    private static boolean connects(RunningBroker broker, String origin) throws Exception {
        CompletableFuture<Boolean> answered = new CompletableFuture<>();
        WebSocket.Listener listener =
                new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onBinary(WebSocket s, ByteBuffer data, boolean last) {
                        answered.complete(data.get(0) == 0x20);
                        return CompletableFuture.completedStage(null);
                    }

                    @Override
                    public CompletionStage<?> onClose(WebSocket s, int code, String reason) {
                        answered.complete(false);
                        return CompletableFuture.completedStage(null);
                    }

                    @Override
                    public void onError(WebSocket s, Throwable error) {
                        answered.complete(false);
                    }
                };
        URI uri = URI.create("ws://127.0.0.1:" + broker.uri().getPort() + "/mqtt");
        WebSocket socket;
        try {
            socket =
                    HttpClient.newHttpClient()
                            .newWebSocketBuilder()
                            .subprotocols("mqtt")
                            .header("Origin", origin)
                            .buildAsync(uri, listener)
                            .get(90, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            return false; // no web socket at all
        }
        socket.sendBinary(ByteBuffer.wrap(CONNECT), true);
        boolean connected = answered.get(90, TimeUnit.SECONDS);
        socket.abort();
        return connected;
    }

    @Test
    void webSocketsAreOffUnlessAnOriginIsAllowed() throws Exception {
        try (RunningBroker broker = start(BrokerLimits.DEFAULT)) {
            assertThat(connects(broker, "https://evil.example")).isFalse();
        }
        String page = "https://page.example";
        try (RunningBroker broker =
                start(BrokerLimits.DEFAULT.withWebSocketOrigins(Set.of(page)))) {
            assertThat(connects(broker, "https://evil.example")).isFalse();
            assertThat(connects(broker, page)).isTrue();
        }
    }

    @Test
    void aSessionBelongsToItsUser() throws Exception {
        Path users = folder.resolve("users");
        new Users(users).put(new Users.User("admin", hash("admin-password"), Rights.ALL));
        new Users(users).put(new Users.User("guest", hash("guest-password"), Rights.ALL));
        assertThat(Files.readAllLines(users)).hasSize(2);
        BrokerSettings settings =
                new BrokerSettings("127.0.0.1", 0, false, folder.resolve("j"), users, null)
                        .with(engine);
        try (RunningBroker broker = Engine.start(settings)) {
            MqttAsyncClient admin = connect(broker, "console", "admin");
            assertThatThrownBy(() -> connect(broker, "console", "guest"))
                    .isInstanceOf(MqttException.class);
            publish(admin, "t/still", "connected");
            MqttAsyncClient guest = connect(broker, "other", "guest");
            for (MqttAsyncClient client : List.of(guest, admin)) {
                client.disconnect().waitForCompletion(60_000);
                client.close();
            }
        }
    }

    private static String hash(String password) {
        return Passwords.hash(password.toCharArray());
    }

    private static MqttAsyncClient connect(RunningBroker broker, String id, String user)
            throws MqttException {
        MqttAsyncClient client = new MqttAsyncClient(broker.uri().toString(), id, null);
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName(user);
        options.setPassword((user + "-password").getBytes(UTF_8));
        try {
            client.connect(options).waitForCompletion(60_000);
        } catch (MqttException e) {
            client.close(true);
            throw e;
        }
        return client;
    }
}
