// SPDX-License-Identifier: Apache-2.0
package io.soribit.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.mqtt.link.BusSettings;
import io.soribit.testkit.LogCapture;
import io.soribit.testkit.Mosquitto;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Brokers that do not speak MQTT 5. */
@Timeout(180)
class VersionTest {
    @TempDir Path folder;
    private Mosquitto mosquitto;
    private MqttMessageBus bus;
    private LogCapture said;
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() throws Exception {
        said = LogCapture.by("io.soribit.mqtt");
        mosquitto = new Mosquitto(folder);
        bus = new MqttMessageBus(new BusSettings("hub", "soribit-hub", "", ""));
    }

    @AfterEach
    void stop() throws Exception {
        bus.close();
        mosquitto.close();
        said.close();
    }

    private String next() throws InterruptedException {
        return received.poll(90, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource
    void speaksMqtt311WithABrokerThatKnowsNoOther(OlderBroker.Answer answer) throws Exception {
        try (OlderBroker older = new OlderBroker(mosquitto, answer);
                Probe probe = new Probe(mosquitto.uri(), "soribit/hub/status", "t/#")) {
            bus.subscribe(
                    "t/in/+",
                    (topic, payload, retained) ->
                            received.add(topic + " " + new String(payload, UTF_8)));
            bus.broker(older.uri());
            assertThat(probe.next()).isEqualTo("soribit/hub/status online");
            bus.publish("t/in/a", "1", 1, true);
            bus.publish("t/in/b", "2", 1, false);
            assertThat(next()).isEqualTo("t/in/a 1");
            assertThat(next()).isEqualTo("t/in/b 2");
            assertThat(probe.next(2)).containsExactly("t/in/a 1", "t/in/b 2");
            int asked = older.refused();

            older.cut();
            probe.await("soribit/hub/status offline");
            assertThat(probe.next()).isEqualTo("soribit/hub/status online");
            assertThat(older.refused()).as("asked again in MQTT 5").isEqualTo(asked);
            probe.await("t/in/a 1");

            bus.close();
            probe.await("soribit/hub/status offline");
            assertThat(said.about("does not support MQTT 5")).hasSize(1);
        }
    }
}
