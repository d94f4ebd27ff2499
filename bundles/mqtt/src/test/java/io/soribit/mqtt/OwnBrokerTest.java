// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.hub.MqttBroker;
import io.soribit.broker.BrokerSettings;
import io.soribit.broker.BrokerSupervisor;
import io.soribit.broker.TlsListener;
import io.soribit.mqtt.link.BusSettings;
import io.soribit.mqtt.link.TlsSettings;
import io.soribit.testkit.LogCapture;
import io.soribit.testkit.Ports;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The hub and others at its own broker, with users and TLS. */
@Timeout(120)
class OwnBrokerTest {
    private static final int ROUNDS = 400;

    @TempDir Path folder;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final BlockingQueue<MqttBroker> started = new LinkedBlockingQueue<>();
    private Authority authority;
    private LogCapture said;

    @BeforeEach
    void start() throws Exception {
        said = LogCapture.by("io.soribit");
        authority = new Authority("Home CA");
        authority.write(folder.resolve("ca.pem"));
        authority
                .sign("localhost")
                .write(folder.resolve("broker.pem"), folder.resolve("broker.key"));
        Files.writeString(folder.resolve("mqtt-users"), "phone:" + hash("open sesame") + ":all\n");
    }

    @AfterEach
    void stop() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        said.close();
    }

    /** As the hub hashes, but quick. */
    private static String hash(String password) throws Exception {
        byte[] salt = new SecureRandom().generateSeed(16);
        byte[] hash =
                SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                        .generateSecret(new PBEKeySpec(password.toCharArray(), salt, 100, 256))
                        .getEncoded();
        Base64.Encoder text = Base64.getEncoder();
        return "pbkdf2-sha512$100$" + text.encodeToString(salt) + "$" + text.encodeToString(hash);
    }

    private MqttBroker broker(String host, TlsListener tls) throws Exception {
        BrokerSettings settings =
                new BrokerSettings(
                                host,
                                0,
                                false,
                                folder.resolve("journal"),
                                folder.resolve("mqtt-users"),
                                tls)
                        .withWebSocketOrigins(Set.of("https://page.example"));
        open.add(
                new BrokerSupervisor(
                        settings,
                        Duration.ofSeconds(1),
                        broker -> {
                            started.add(broker);
                            return () -> {};
                        }));
        return started.poll(60, TimeUnit.SECONDS);
    }

    private MqttMessageBus bus(String id, String user, String password) {
        MqttMessageBus bus =
                new MqttMessageBus(
                        new BusSettings(
                                id,
                                id,
                                user,
                                password,
                                TlsSettings.of(folder, "ca.pem", "", "", "")));
        open.add(bus);
        return bus;
    }

    @Test
    void whatTheHubSendsComesInOrder() throws Exception {
        MqttBroker broker = broker("127.0.0.1", null);
        BlockingQueue<String> in = new LinkedBlockingQueue<>();
        MqttMessageBus other = bus("other", "", "");
        other.subscribe("t/#", (topic, payload, retained) -> in.add(new String(payload, UTF_8)));
        other.broker(broker.uri(), broker.user(), broker.password());
        MqttMessageBus hub = bus("hub", "", "");
        hub.broker(broker.uri(), broker.user(), broker.password());
        other.publish("t/ready", "ready", 1, false);
        assertThat(in.poll(90, TimeUnit.SECONDS)).isEqualTo("ready");
        hub.publish(
                "t/ready", "connected", 1, false); // of retained topics the last one is kept before
        assertThat(in.poll(90, TimeUnit.SECONDS)).isEqualTo("connected");
        for (int i = 0; i < ROUNDS; i++) {
            List<String> sent = List.of("a" + i, "b" + i, "c" + i, "d" + i);
            hub.publish("t/" + i, sent.get(0), 1, true);
            hub.publish("t/state", sent.get(1), 1, true);
            hub.publish("t/" + i, sent.get(2), 1, true);
            hub.publish("t/state", sent.get(3), 1, true);
            List<String> came = new ArrayList<>();
            for (int k = 0; k < sent.size(); k++) {
                came.add(in.poll(90, TimeUnit.SECONDS));
            }
            assertThat(came).isEqualTo(sent);
        }
    }

    @Test
    void hubAndOthersMeetAtItsBroker() throws Exception {
        int port = Ports.free();
        Path key = folder.resolve("broker.key");
        MqttBroker broker =
                broker("0.0.0.0", new TlsListener(port, folder.resolve("broker.pem"), key, ""));
        assertThat(broker.uri().getHost()).isEqualTo("127.0.0.1");
        BlockingQueue<String> in = new LinkedBlockingQueue<>();
        MqttMessageBus hub = bus("hub", "", "");
        hub.subscribe("t/+", (topic, payload, retained) -> in.add(new String(payload, UTF_8)));
        hub.broker(broker.uri(), broker.user(), broker.password());
        hub.publish("t/self", "hub", 1, false);
        assertThat(in.poll(90, TimeUnit.SECONDS)).isEqualTo("hub");

        MqttMessageBus phone = bus("phone", "phone", "open sesame");
        phone.broker(URI.create("ssl://localhost:" + port));
        phone.publish("t/phone", "secret", 1, false);
        assertThat(in.poll(90, TimeUnit.SECONDS)).isEqualTo("secret");

        MqttMessageBus page = bus("page", "phone", "open sesame");
        page.broker(URI.create("wss://localhost:" + port + "/mqtt"));
        page.publish("t/page", "secret web socket", 1, false);
        assertThat(in.poll(90, TimeUnit.SECONDS)).isEqualTo("secret web socket");

        MqttMessageBus stranger = bus("stranger", "phone", "wrong");
        stranger.broker(URI.create("ssl://localhost:" + port));
        said.await("refuses user 'phone'");
        assertNotReachable(broker.uri().getPort());
        assertThat(said.lines())
                .noneMatch(line -> line.contains(broker.password()) || line.contains("sesame"));
    }

    /** Without TLS nobody beyond this machine. */
    private static void assertNotReachable(int port) throws IOException {
        for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
            for (InetAddress address : network.inetAddresses().toList()) {
                if (address instanceof Inet4Address && !address.isLoopbackAddress()) {
                    try (Socket socket = new Socket()) {
                        socket.connect(new InetSocketAddress(address, port), 2_000);
                        throw new AssertionError(address + " is open at port " + port);
                    } catch (IOException e) {
                        assertThat(e).isNotNull();
                    }
                }
            }
        }
    }

    @Test
    void withACertificateThatCannotBeUsedItStaysOnLoopback() throws Exception {
        authority
                .sign("localhost", Duration.ofHours(-1))
                .write(folder.resolve("old.pem"), folder.resolve("old.key"));
        Path key = folder.resolve("old.key");
        MqttBroker broker =
                broker(
                        "0.0.0.0",
                        new TlsListener(
                                Ports.free(), folder.resolve("old.pem"), key, "key-secret"));
        assertThat(said.await("expired")).contains("old.pem").contains("127.0.0.1 only");
        assertNotReachable(broker.uri().getPort());
        MqttMessageBus hub = bus("hub", "", "");
        BlockingQueue<String> in = new LinkedBlockingQueue<>();
        hub.subscribe("t", (topic, payload, retained) -> in.add(topic));
        hub.broker(broker.uri(), broker.user(), broker.password());
        hub.publish("t", "", 1, false);
        assertThat(in.poll(90, TimeUnit.SECONDS)).isEqualTo("t");
        assertThat(said.about("key-secret")).isEmpty();
    }
}
