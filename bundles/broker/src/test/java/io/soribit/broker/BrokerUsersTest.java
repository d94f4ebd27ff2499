// SPDX-License-Identifier: Apache-2.0
package io.soribit.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.broker.users.Rights;
import io.soribit.broker.users.Users;
import io.soribit.broker.users.Users.User;
import io.soribit.common.security.Passwords;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Beyond loopback, with users: real clients of all kinds. */
@Timeout(180)
@ParameterizedClass
@EnumSource(names = {"ARTEMIS", "MOSQUITTO"})
class BrokerUsersTest {
    private static final int REFUSED = 135;
    private static final Map<String, String> HASHES = new ConcurrentHashMap<>();

    @Parameter Engine engine;
    @TempDir Path folder;
    private RunningBroker broker;
    private final List<MqttAsyncClient> clients = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        Users users = new Users(folder.resolve("mqtt-users"));
        put(users, "all", "all");
        put(users, "reader", "read");
        put(users, "lamp", "read=lamp/+,lamp/a.b/#;write=lamp/+/state");
        broker = Engine.start(settings());
    }

    private static void put(Users users, String name, String rights) throws Exception {
        users.put(
                new User(
                        name,
                        HASHES.computeIfAbsent(
                                name, n -> Passwords.hash((n + "-secret").toCharArray())),
                        Rights.parse(rights)));
    }

    private BrokerSettings settings() {
        return new BrokerSettings(
                        "0.0.0.0",
                        0,
                        false,
                        folder.resolve("journal"),
                        folder.resolve("mqtt-users"),
                        null)
                .with(engine);
    }

    @AfterEach
    void stop() throws Exception {
        for (MqttAsyncClient client : clients) {
            client.disconnectForcibly(0, 0, false);
            client.close(true);
        }
        broker.close();
    }

    private MqttAsyncClient connect(String user, String password) throws MqttException {
        MqttAsyncClient client =
                new MqttAsyncClient(
                        "tcp://127.0.0.1:" + broker.uri().getPort(), user + clients.size(), null);
        clients.add(client);
        MqttConnectionOptions options = new MqttConnectionOptions();
        if (!user.isEmpty()) {
            options.setUserName(user);
            options.setPassword(password.getBytes(UTF_8));
        }
        client.connect(options).waitForCompletion(60_000);
        return client;
    }

    private MqttAsyncClient connect(String user) throws MqttException {
        return connect(user, user + "-secret");
    }

    private static int publish(MqttAsyncClient client, String topic, boolean retained)
            throws MqttException {
        IMqttToken token =
                client.publish(topic, new MqttMessage(topic.getBytes(UTF_8), 1, retained, null));
        token.waitForCompletion(60_000);
        return token.getReasonCodes()[0];
    }

    private static int subscribe(MqttAsyncClient client, String filter, BlockingQueue<String> in)
            throws MqttException {
        client.setCallback(new Listener(in));
        IMqttToken token = client.subscribe(filter, 1);
        token.waitForCompletion(60_000);
        return token.getReasonCodes()[0];
    }

    private static int subscribe(MqttAsyncClient client, String filter) throws MqttException {
        return subscribe(client, filter, new LinkedBlockingQueue<>());
    }

    @Test
    void onlyUsersGetIn() throws Exception {
        assertThat(connect("all").isConnected()).isTrue();
        assertThat(connect(broker.user(), broker.password()).isConnected()).isTrue();
        for (String[] wrong :
                new String[][] {
                    {"all", "wrong"},
                    {"nobody", "all-secret"},
                    {"", ""},
                    {"all", ""},
                    {broker.user(), "wrong"},
                    // The user for clusters that Artemis has by default.
                    {"ACTIVEMQ.CLUSTER.ADMIN.USER", "CHANGE ME!!"}
                }) {
            assertThatThrownBy(() -> connect(wrong[0], wrong[1]))
                    .isInstanceOfSatisfying(
                            MqttException.class, e -> assertThat(e.getReasonCode()).isEqualTo(134));
        }
    }

    @Test
    void rightsHoldForPublishing() throws Exception {
        MqttAsyncClient lamp = connect("lamp");
        assertThat(publish(lamp, "lamp/1/state", false)).isLessThan(128);
        assertThat(publish(lamp, "lamp/a.b/state", true)).isLessThan(128);
        assertThat(publish(lamp, "lamp/1", false)).isEqualTo(REFUSED);
        assertThat(publish(lamp, "lamp/1/2/state", false)).isEqualTo(REFUSED);
        assertThat(publish(lamp, "soribit/hub/alert/1/ack", true)).isEqualTo(REFUSED);
        assertThat(publish(connect("reader"), "a", false)).isEqualTo(REFUSED);
        assertThat(publish(connect("all"), "a", false)).isLessThan(128);
    }

    @Test
    void rightsHoldForSubscribing() throws Exception {
        MqttAsyncClient lamp = connect("lamp");
        assertThat(subscribe(lamp, "lamp/1")).isLessThan(128);
        assertThat(subscribe(lamp, "lamp/+")).isLessThan(128);
        assertThat(subscribe(lamp, "lamp/a.b/#")).isLessThan(128);
        for (String wider :
                new String[] {
                    "#",
                    "+",
                    "+/#",
                    "lamp/#",
                    "lamp/+/#",
                    "lamp/a/b",
                    "$share/g/#",
                    "lamp/a/b/#",
                    "$SYS/#",
                    "$share/g/lamp/#"
                }) {
            assertThat(subscribe(lamp, wider)).as(wider).isEqualTo(REFUSED);
        }
        assertThat(subscribe(lamp, "$share/g/lamp/+")).isLessThan(128);
        assertThat(subscribe(connect("reader"), "#")).isLessThan(128);
    }

    @Test
    void whatIsRetainedGoesToThoseWhoMayReadIt() throws Exception {
        MqttAsyncClient all = connect("all");
        publish(all, "lamp/1", true);
        publish(all, "other/1", true);
        BlockingQueue<String> in = new LinkedBlockingQueue<>();
        assertThat(subscribe(connect("lamp"), "lamp/+", in)).isLessThan(128);
        assertThat(in.poll(90, TimeUnit.SECONDS)).isEqualTo("lamp/1");
        assertThat(in).isEmpty();
    }

    @Test
    void lastWillNeedsTheRightToo() throws Exception {
        BlockingQueue<String> in = new LinkedBlockingQueue<>();
        subscribe(connect("all"), "#", in);
        die("soribit/hub/status");
        die("lamp/1/state");
        assertThat(in.poll(90, TimeUnit.SECONDS)).isEqualTo("lamp/1/state");
        BlockingQueue<String> retained = new LinkedBlockingQueue<>();
        subscribe(connect("all"), "+/+/+", retained);
        assertThat(retained.poll(90, TimeUnit.SECONDS)).isEqualTo("lamp/1/state");
        assertThat(retained).isEmpty();
    }

    private void die(String will) throws MqttException {
        MqttAsyncClient client =
                new MqttAsyncClient("tcp://127.0.0.1:" + broker.uri().getPort(), will, null);
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setUserName("lamp");
        options.setPassword("lamp-secret".getBytes(UTF_8));
        options.setWill(will, new MqttMessage(new byte[1], 1, true, null));
        client.connect(options).waitForCompletion(60_000);
        client.disconnectForcibly(0, 0, false);
        client.close(true);
    }

    @Test
    void mosquittosClientsAreTreatedAlike() throws Exception {
        assertThat(tool("mosquitto_pub", "all", "wrong", "-t", "a", "-m", "x"))
                .contains("not authorised");
        assertThat(tool("mosquitto_pub", "all", "all-secret", "-r", "-t", "a", "-m", "x"))
                .isEmpty();
        assertThat(tool("mosquitto_sub", "reader", "reader-secret", "-t", "a", "-C", "1"))
                .isEqualTo("x\n");
        assertThat(tool("mosquitto_sub", "lamp", "lamp-secret", "-t", "#", "-C", "1", "-W", "90"))
                .contains("denied");
    }

    @Test
    void mqtt311EndsTheConnectionOfWhoPublishesWithoutTheRight() throws Exception {
        BlockingQueue<String> in = new LinkedBlockingQueue<>();
        subscribe(connect("all"), "#", in);
        var options = new org.eclipse.paho.client.mqttv3.MqttConnectOptions();
        options.setUserName("lamp");
        options.setPassword("lamp-secret".toCharArray());
        try (var client =
                new org.eclipse.paho.client.mqttv3.MqttClient(
                        "tcp://127.0.0.1:" + broker.uri().getPort(), "three", null)) {
            client.setTimeToWait(60_000);
            client.connect(options);
            client.publish("lamp/1/state", new byte[1], 1, false);
            assertThatThrownBy(() -> client.publish("a", new byte[1], 1, false))
                    .isInstanceOf(org.eclipse.paho.client.mqttv3.MqttException.class);
        }
        publish(connect("all"), "after", false);
        assertThat(in.poll(90, TimeUnit.SECONDS)).isEqualTo("lamp/1/state");
        assertThat(in.poll(90, TimeUnit.SECONDS)).isEqualTo("after");
    }

    private String tool(String name, String user, String password, String... more) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                name,
                                "-h",
                                "127.0.0.1",
                                "-p",
                                "" + broker.uri().getPort(),
                                "-u",
                                user,
                                "-P",
                                password));
        command.addAll(List.of(more));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return said;
        } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void usersThatComeAndGoCountFromThenOn() throws Exception {
        broker.close();
        BlockingQueue<String> announced = new LinkedBlockingQueue<>();
        Users users = new Users(folder.resolve("mqtt-users"));
        for (String name : List.of("all", "reader", "lamp")) {
            users.remove(name);
        }
        try (BrokerSupervisor supervisor =
                new BrokerSupervisor(
                        settings(),
                        Duration.ofMillis(50),
                        Duration.ofMillis(50),
                        started -> {
                            announced.add(started.uri().getHost() + " " + started.user());
                            return () -> {};
                        })) {
            // Without users it stays where nobody else can reach it.
            assertThat(announced.poll(90, TimeUnit.SECONDS)).isEqualTo("127.0.0.1 ");
            put(users, "late", "all");
            assertThat(announced.poll(90, TimeUnit.SECONDS)).startsWith("127.0.0.1 hub-");
            users.remove("late");
            assertThat(announced.poll(90, TimeUnit.SECONDS)).isEqualTo("127.0.0.1 ");
            assertThat(supervisor).isNotNull();
        }
        broker = Engine.start(new BrokerSettings("127.0.0.1", 0, false, folder));
    }
}
