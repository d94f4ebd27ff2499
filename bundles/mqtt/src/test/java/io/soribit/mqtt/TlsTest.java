// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.soribit.mqtt.link.BusSettings;
import io.soribit.mqtt.link.Target;
import io.soribit.mqtt.link.TlsSettings;
import io.soribit.testkit.LogCapture;
import io.soribit.testkit.Mosquitto;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS with a real Mosquitto: who is let through, and what is said of all others. */
@Timeout(180)
class TlsTest {
    @TempDir Path folder;
    private Authority authority;
    private LogCapture said;
    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        authority = new Authority("Test CA");
        authority.write(folder.resolve("ca.pem"));
        said = LogCapture.by("io.soribit.mqtt");
    }

    @AfterEach
    void stop() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        said.close();
    }

    private List<String> tls(Authority.Signed server, String... more) throws Exception {
        server.write(folder.resolve("server.pem"), folder.resolve("server.key"));
        List<String> lines = new ArrayList<>();
        lines.add("certfile " + folder.resolve("server.pem"));
        lines.add("keyfile " + folder.resolve("server.key"));
        lines.addAll(List.of(more));
        if (lines.stream().noneMatch(line -> line.startsWith("allow_anonymous"))) {
            lines.add("allow_anonymous true");
        }
        return lines;
    }

    private Mosquitto mosquitto(List<String> lines) throws Exception {
        Mosquitto mosquitto = new Mosquitto(folder, lines);
        open.add(mosquitto);
        return mosquitto;
    }

    private MqttMessageBus bus(URI broker, BusSettings settings) {
        MqttMessageBus bus = new MqttMessageBus(settings);
        open.add(bus);
        bus.broker(broker);
        return bus;
    }

    private BusSettings with(String ca, String certificate, String key, String password) {
        return new BusSettings(
                "hub", "hub", "", "", TlsSettings.of(folder, ca, certificate, key, password));
    }

    private static void assertTalks(MqttMessageBus bus) throws InterruptedException {
        BlockingQueue<String> in = new LinkedBlockingQueue<>();
        bus.subscribe("t", (topic, payload, retained) -> in.add(topic));
        bus.publish("t", "", 1, false);
        assertThat(in.poll(90, TimeUnit.SECONDS)).isEqualTo("t");
    }

    @Test
    void speaksWithABrokerWhoseAuthorityItWasGiven() throws Exception {
        Mosquitto mosquitto = mosquitto(tls(authority.sign("localhost")));
        assertTalks(bus(mosquitto.uri("ssl", "localhost"), with("ca.pem", "", "", "")));
        assertThat(said.about("WARN")).isEmpty();
    }

    @Test
    void unknownAuthorityIsNamed() throws Exception {
        Mosquitto mosquitto = mosquitto(tls(authority.sign("localhost")));
        bus(mosquitto.uri("ssl", "localhost"), with("", "", "", ""));
        assertThat(said.await("cannot be trusted"))
                .contains(mosquitto.uri("ssl", "localhost").toString())
                .contains("an authority that this machine does not know (CN=Test CA)")
                .contains("set ca");
    }

    @Test
    void anotherAuthorityThanTheGivenOneIsNamed() throws Exception {
        new Authority("Other").write(folder.resolve("other.pem"));
        Mosquitto mosquitto = mosquitto(tls(authority.sign("localhost")));
        bus(mosquitto.uri("ssl", "localhost"), with("other.pem", "", "", ""));
        assertThat(said.await("cannot be trusted")).contains("CN=Test CA").contains("other.pem");
    }

    @Test
    void certificateOfAnotherHostIsRefused() throws Exception {
        Mosquitto mosquitto = mosquitto(tls(authority.sign("other.example")));
        MqttMessageBus bus = bus(mosquitto.uri("ssl", "localhost"), with("ca.pem", "", "", ""));
        assertThat(said.await("cannot be trusted"))
                .contains("is for other.example and not for localhost")
                .contains("url");
        assertThat(bus.connected()).isFalse();
    }

    @Test
    void certificateOfAnotherHostIsRefusedThroughAWebSocketToo() throws Exception {
        Mosquitto mosquitto = mosquitto(tls(authority.sign("other.example")));
        MqttMessageBus bus = bus(mosquitto.uri("wss", "localhost"), with("ca.pem", "", "", ""));
        assertThat(said.await("cannot be trusted")).contains("and not for localhost");
        assertThat(bus.connected()).isFalse();
    }

    @Test
    void expiredCertificateIsLoggedOnceAndTheRenewedOneUsed() throws Exception {
        Mosquitto mosquitto = mosquitto(tls(authority.sign("localhost", Duration.ofHours(-1))));
        MqttMessageBus bus = bus(mosquitto.uri("ssl", "localhost"), with("ca.pem", "", "", ""));
        assertThat(said.await("expired")).contains("its certificate expired at").contains("renew");
        mosquitto.kill();
        mosquitto.configure(tls(authority.sign("localhost")));
        mosquitto.start();
        assertTalks(bus);
        assertThat(said.about("its certificate expired")).hasSize(1);
    }

    @Test
    void brokerWithoutTlsIsNamed() throws Exception {
        Mosquitto mosquitto = mosquitto(List.of("allow_anonymous true"));
        bus(mosquitto.uri("ssl", "localhost"), with("ca.pem", "", "", ""));
        assertThat(said.await("does it use TLS at this port")).contains("8883");
    }

    @Test
    void brokerThatWantsACertificateIsUnderstood() throws Exception {
        Mosquitto mosquitto = wantsCertificate();
        bus(mosquitto.uri("ssl", "localhost"), with("ca.pem", "", "", ""));
        assertThat(said.await("requires a client certificate")).contains("set certificate and key");
    }

    @Test
    void showsItsCertificate() throws Exception {
        Mosquitto mosquitto = wantsCertificate();
        authority.sign("hub").write(folder.resolve("hub.pem"), folder.resolve("hub.key"));
        assertTalks(
                bus(mosquitto.uri("ssl", "localhost"), with("ca.pem", "hub.pem", "hub.key", "")));
    }

    @Test
    void showsItsCertificateFromAStore() throws Exception {
        Mosquitto mosquitto = wantsCertificate();
        Authority.Signed hub = authority.sign("hub");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        char[] password = "open sesame".toCharArray();
        store.setKeyEntry("any", hub.key(), password, new Certificate[] {hub.certificate()});
        try (OutputStream out = Files.newOutputStream(folder.resolve("hub.p12"))) {
            store.store(out, password);
        }
        assertTalks(
                bus(
                        mosquitto.uri("ssl", "localhost"),
                        with("ca.pem", "hub.p12", "", "open sesame")));
        bus(mosquitto.uri("ssl", "localhost"), with("ca.pem", "hub.p12", "", "wrong"));
        assertThat(said.await("hub.p12")).contains("key_password is wrong");
    }

    @Test
    void opensAnEncryptedKey() throws Exception {
        Mosquitto mosquitto = wantsCertificate();
        Authority.Signed hub = authority.sign("hub");
        hub.write(folder.resolve("hub.pem"), folder.resolve("hub.key"));
        Files.writeString(folder.resolve("hub.key"), Authority.encrypted(hub.key(), "open sesame"));
        assertTalks(
                bus(
                        mosquitto.uri("ssl", "localhost"),
                        with("ca.pem", "hub.pem", "hub.key", "open sesame")));
        bus(mosquitto.uri("ssl", "localhost"), with("ca.pem", "hub.pem", "hub.key", "no"));
        assertThat(said.await("hub.key")).contains("key_password is wrong");
    }

    private Mosquitto wantsCertificate() throws Exception {
        return mosquitto(
                tls(
                        authority.sign("localhost"),
                        "cafile " + folder.resolve("ca.pem"),
                        "require_certificate true"));
    }

    @Test
    void filesThatCannotBeUsedAreNamed() throws Exception {
        Mosquitto mosquitto = mosquitto(tls(authority.sign("localhost")));
        URI broker = mosquitto.uri("ssl", "localhost");
        authority.sign("a").write(folder.resolve("a.pem"), folder.resolve("a.key"));
        authority.sign("b").write(folder.resolve("b.pem"), folder.resolve("b.key"));
        Files.writeString(folder.resolve("empty.pem"), "");
        Files.writeString(folder.resolve("old.key"), Authority.pem("RSA PRIVATE KEY", new byte[9]));

        bus(broker, with("gone.pem", "", "", ""));
        assertThat(said.await("gone.pem")).contains("does not exist");
        bus(broker, with("empty.pem", "", "", ""));
        assertThat(said.await("empty.pem")).contains("BEGIN CERTIFICATE");
        bus(broker, with("ca.pem", "a.pem", "b.key", ""));
        assertThat(said.await("b.key")).contains("a.pem").contains("belong together");
        bus(broker, with("ca.pem", "a.pem", "old.key", ""));
        assertThat(said.await("old.key")).contains("openssl pkcs8");
    }

    @Test
    void wrongPasswordIsLoggedWithoutAnySecret() throws Exception {
        said.close();
        said = LogCapture.by("ROOT", Level.ALL);
        Files.writeString(folder.resolve("users"), "hub:right-secret\n");
        int done =
                new ProcessBuilder("mosquitto_passwd", "-U", folder.resolve("users").toString())
                        .start()
                        .waitFor();
        assertThat(done).isZero();
        Mosquitto mosquitto =
                mosquitto(
                        tls(
                                authority.sign("localhost"),
                                "allow_anonymous false",
                                "password_file " + folder.resolve("users")));
        URI broker = mosquitto.uri("ssl", "localhost");
        TlsSettings tls = TlsSettings.of(folder, "ca.pem", "", "", "key-secret");
        BusSettings wrong = new BusSettings("hub", "hub", "hub", "wrong-secret", tls);
        BusSettings right = new BusSettings("hub", "hub2", "hub", "right-secret", tls);
        bus(broker, new BusSettings("hub", "hub3", "", "", tls));
        assertThat(said.await("requires a user and a password")).contains("set user and password");
        bus(broker, wrong);
        assertThat(said.await("refuses user 'hub'")).contains("the password is wrong");
        assertTalks(bus(broker, right));
        assertThat(said.about("secret")).isEmpty();
        assertThat(wrong + " " + right + new Target(List.of(broker), right))
                .doesNotContain("secret");
    }
}
