// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.broker.mosquitto.MosquittoFiles;
import io.soribit.broker.mosquitto.MosquittoProcess;
import io.soribit.testkit.Await;
import io.soribit.testkit.LogCapture;
import io.soribit.testkit.Ports;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class MosquittoBrokerTest {
    private static final int ORDERED = 500;

    @TempDir Path folder;
    private final List<MqttAsyncClient> clients = new ArrayList<>();

    private BrokerSettings settings() {
        return new BrokerSettings("127.0.0.1", 0, false, folder).with(Engine.MOSQUITTO);
    }

    @AfterEach
    void close() throws Exception {
        for (MqttAsyncClient client : clients) {
            client.disconnectForcibly(0, 0, false);
            client.close(true);
        }
    }

    private MqttAsyncClient connect(URI uri, String id, MqttConnectionOptions options)
            throws Exception {
        MqttAsyncClient client = new MqttAsyncClient(uri.toString(), id, null);
        clients.add(client);
        client.connect(options).waitForCompletion(60_000);
        return client;
    }

    private MqttAsyncClient connect(URI uri, String id) throws Exception {
        return connect(uri, id, new MqttConnectionOptions());
    }

    private BlockingQueue<String> receive(URI uri, String id, String filter) throws Exception {
        BlockingQueue<String> in = new LinkedBlockingQueue<>();
        MqttAsyncClient client = connect(uri, id);
        client.setCallback(new Listener(in));
        client.subscribe(filter, 1).waitForCompletion(60_000);
        return in;
    }

    private static IMqttToken retain(MqttAsyncClient client, String topic) throws Exception {
        return client.publish(topic, new MqttMessage(topic.getBytes(UTF_8), 1, true, null));
    }

    @Test
    void isRestartedWhenItCrashes() throws Exception {
        BlockingQueue<MosquittoBroker> running = new LinkedBlockingQueue<>();
        try (BrokerSupervisor supervisor =
                new BrokerSupervisor(
                        settings(),
                        Duration.ofMillis(50),
                        Duration.ofMillis(50),
                        broker -> {
                            running.add((MosquittoBroker) broker);
                            return () -> {};
                        })) {
            MosquittoBroker first = running.poll(90, TimeUnit.SECONDS);
            first.kill();
            MosquittoBroker second = running.poll(90, TimeUnit.SECONDS);
            assertThat(second).isNotNull().isNotSameAs(first);
            assertThat(connect(second.uri(), "after").isConnected()).isTrue();
        }
    }

    @Test
    void endsOneThatAnEarlierHubHasLeftBehind() throws Exception {
        int port = Ports.free();
        MosquittoFiles files = MosquittoFiles.write(folder, port, 1_000);
        Process left =
                new ProcessBuilder(
                                MosquittoProcess.executable().orElseThrow().toString(),
                                "-c",
                                files.configuration().toString())
                        .start();
        try (LogCapture log = LogCapture.by(MosquittoProcess.class.getName());
                RunningBroker broker = Engine.start(settings())) {
            assertThat(left.waitFor(90, TimeUnit.SECONDS)).isTrue();
            assertThat(log.about("of an earlier run: " + left.pid())).hasSize(1);
            assertThat(broker.isRunning()).isTrue();
        } finally {
            left.destroyForcibly();
        }
    }

    @Test
    void otherProgramsWithItsConfigurationAreLeftAlone() throws Exception {
        String configuration = MosquittoFiles.write(folder, 0, 1_000).configuration().toString();
        Process editor =
                new ProcessBuilder("/bin/sh", "-c", "read nothing; :", configuration).start();
        Process other =
                new ProcessBuilder("/bin/sh", "-c", "read nothing; :", "-c", configuration).start();
        Path named =
                Files.copy(
                        Path.of("/bin/sh"),
                        Files.createDirectory(folder.resolve("bin")).resolve("mosquitto"));
        Process noOption =
                new ProcessBuilder(named.toString(), "-c", "read nothing; :", configuration)
                        .start();
        try (RunningBroker broker = Engine.start(settings())) {
            assertThat(broker.isRunning()).isTrue();
            assertThat(editor.isAlive()).isTrue();
            assertThat(other.isAlive()).isTrue();
            assertThat(noOption.isAlive()).isTrue();
        } finally {
            noOption.destroyForcibly();
            editor.destroyForcibly();
            other.destroyForcibly();
        }
    }

    @Test
    void itsFilesAreForTheHubAlone() throws Exception {
        try (RunningBroker broker = Engine.start(settings())) {
            assertThat(broker.isRunning()).isTrue();
            assertThat(Files.getPosixFilePermissions(folder.resolve("mosquitto")))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void messagesOfOneTopicKeepTheirOrder() throws Exception {
        try (RunningBroker broker = Engine.start(settings())) {
            BlockingQueue<String> payloads = new LinkedBlockingQueue<>();
            MqttAsyncClient client = connect(broker.uri(), "in-order");
            client.setCallback(new Listener(payloads, (topic, message) -> message.toString()));
            client.subscribe("t", 1).waitForCompletion(60_000);
            List<String> sent = new ArrayList<>();
            var options = new org.eclipse.paho.client.mqttv3.MqttConnectOptions();
            options.setMaxInflight(ORDERED);
            try (var sender =
                    new org.eclipse.paho.client.mqttv3.MqttAsyncClient(
                            broker.uri().toString(), "sender", null)) {
                sender.connect(options).waitForCompletion(60_000);
                for (int i = 0; i < ORDERED; i++) {
                    sent.add("" + i);
                    sender.publish("t", sent.get(i).getBytes(UTF_8), 1, false);
                }
                Await.until("all have come", () -> payloads.size() == ORDERED);
                sender.disconnect().waitForCompletion(60_000);
            }
            assertThat(payloads).containsExactlyElementsOf(sent);
        }
    }

    @Test
    void retainedTopicsOfAnEarlierRunCount() throws Exception {
        BrokerSettings two = settings().with(BrokerLimits.DEFAULT.withRetainedTopics(2));
        try (RunningBroker broker = Engine.start(two)) {
            MqttAsyncClient client = connect(broker.uri(), "first");
            retain(client, "t/a").waitForCompletion(60_000);
            retain(client, "t/b").waitForCompletion(60_000);
        }
        try (RunningBroker broker = Engine.start(two)) {
            retain(connect(broker.uri(), "second"), "t/c").waitForCompletion(60_000);
            BlockingQueue<String> in = receive(broker.uri(), "late", "t/#");
            assertThat(Set.of(next(in), next(in))).containsExactlyInAnyOrder("t/a", "t/b");
            assertThat(in).isEmpty();
        }
    }

    @Test
    void lastWillsDoNotEvadeTheLimit() throws Exception {
        BrokerSettings two = settings().with(BrokerLimits.DEFAULT.withRetainedTopics(2));
        try (RunningBroker broker = Engine.start(two)) {
            MqttAsyncClient client = connect(broker.uri(), "first");
            retain(client, "t/a").waitForCompletion(60_000);
            retain(client, "t/b").waitForCompletion(60_000);
            MqttConnectionOptions options = new MqttConnectionOptions();
            options.setWill("t/d", new MqttMessage(new byte[1], 1, true, null));
            connect(broker.uri(), "will", options).disconnectForcibly(0, 0, false);
            BlockingQueue<String> in = receive(broker.uri(), "late", "t/#");
            assertThat(Set.of(next(in), next(in))).containsExactlyInAnyOrder("t/a", "t/b");
            retain(client, "t/a").waitForCompletion(60_000);
            String after = next(in);
            assertThat(after.equals("t/d") ? next(in) : after).isEqualTo("t/a");
        }
    }

    private static String next(BlockingQueue<String> in) throws InterruptedException {
        return in.poll(90, TimeUnit.SECONDS);
    }
}
