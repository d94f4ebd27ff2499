// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.mqtt.link.BrokerAddress;
import io.soribit.mqtt.link.BusSettings;
import io.soribit.testkit.LogCapture;
import io.soribit.testkit.Mosquitto;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several brokers: the first that answers. */
@Timeout(180)
class FailoverTest {
    @TempDir Path folder;
    private Mosquitto first;
    private Mosquitto second;
    private MqttMessageBus bus;
    private LogCapture said;

    @BeforeEach
    void start() throws Exception {
        said = LogCapture.by("io.soribit.mqtt");
        first = new Mosquitto(Files.createDirectory(folder.resolve("1")));
        second = new Mosquitto(Files.createDirectory(folder.resolve("2")));
        bus = new MqttMessageBus(new BusSettings("hub", "soribit-hub", "", ""));
    }

    @AfterEach
    void stop() throws Exception {
        bus.close();
        first.close();
        second.close();
        said.close();
    }

    private static String online(URI broker) throws Exception {
        try (Probe probe = new Probe(broker, "soribit/hub/status", "t")) {
            return probe.next();
        }
    }

    @Test
    void theNextOneStandsInAndTheFirstComesFirstAgain() throws Exception {
        bus.brokers(List.of(first.uri(), second.uri()));
        bus.publish("t", "kept", 1, true);
        assertThat(online(first.uri())).startsWith("soribit/hub/status online");
        try (Probe probe = new Probe(second.uri(), "soribit/hub/status", "t")) {
            first.kill();
            assertThat(probe.next()).isEqualTo("soribit/hub/status online");
            assertThat(probe.next()).isEqualTo("t kept");
            assertThat(bus.address()).isEqualTo(second.uri().toString());
            assertThat(said.await("next one in the list"))
                    .contains(first.uri() + " is unreachable");
        }
        first.start();
        try (Probe probe = new Probe(first.uri(), "soribit/hub/status", "t")) {
            second.kill();
            assertThat(probe.next()).isEqualTo("soribit/hub/status online");
            assertThat(probe.next()).isEqualTo("t kept");
        }
        assertThat(bus.address()).isEqualTo(first.uri().toString());
    }

    @Test
    void severalAddressesAreReadAsPeopleWriteThem() {
        assertThat(BrokerAddress.parseAll(" a , mqtts://b/,, tcp://a:1883,[::1]"))
                .containsExactly(
                        URI.create("tcp://a:1883"),
                        URI.create("ssl://b:8883"),
                        URI.create("tcp://[::1]:1883"));
    }
}
