// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import static io.soribit.notify.mqtt.Sounds.doorbell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.api.Alert;
import io.soribit.api.Phase;
import io.soribit.api.Urgency;
import io.soribit.mqtt.MqttMessageBus;
import io.soribit.mqtt.Probe;
import io.soribit.mqtt.link.BusSettings;
import io.soribit.testkit.Mosquitto;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The stream of alerts at a real broker. */
@Timeout(240)
class AlertStreamTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-03-01T20:15:35Z"), ZoneOffset.UTC);
    private static final String TOPIC = "soribit/hub/alerts";

    @TempDir Path folder;
    private Mosquitto broker;
    private MqttMessageBus bus;
    private AlertStream stream;

    @BeforeEach
    void start() throws Exception {
        broker = new Mosquitto(folder);
        bus = new MqttMessageBus(new BusSettings("hub", "soribit-hub", "", ""));
        stream = new AlertStream(bus, CLOCK, Duration.ofSeconds(60));
    }

    @AfterEach
    void stop() throws Exception {
        bus.close();
        broker.close();
    }

    private void connect() throws Exception {
        CountDownLatch ready = new CountDownLatch(1);
        bus.broker(broker.uri());
        try (var unused = bus.subscribe("ready", (topic, payload, retained) -> ready.countDown())) {
            bus.publish("ready", "", 1, false);
            assertThat(ready.await(90, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static Alert alert(String id, Phase phase) {
        return new Alert(id, doorbell(id, phase, true, "hall"), Urgency.EMERGENCY);
    }

    @Test
    void publishesEachChangeInOrder() throws Exception {
        connect();
        try (Probe probe = new Probe(broker.uri(), TOPIC)) {
            stream.deliver(alert("a", Phase.START));
            stream.deliver(alert("a", Phase.UPDATE));
            stream.acknowledged(alert("a", Phase.START), "Minsu");
            stream.deliver(alert("a", Phase.END));
            assertThat(probe.next())
                    .startsWith(TOPIC + " {\"id\":\"a\",\"label\":\"doorbell\"")
                    .endsWith("\"state\":\"raised\",\"since\":\"2026-03-01T20:15:30.330Z\"}");
            assertThat(probe.next())
                    .contains("\"state\":\"acknowledged\",\"since\":\"2026-03-01T20:15:35Z\"")
                    .endsWith("\"by\":\"Minsu\"}");
            assertThat(probe.next())
                    .endsWith("\"state\":\"ended\",\"since\":\"2026-03-01T20:15:32.250Z\"}");
        }
        try (Probe late = new Probe(broker.uri(), TOPIC)) {
            late.publish(TOPIC, "nothing is retained", false);
            assertThat(late.next()).isEqualTo(TOPIC + " nothing is retained");
        }
    }

    @Test
    void withoutABrokerItIsNotDelivered() throws Exception {
        assertThatThrownBy(() -> stream.deliver(alert("a", Phase.START)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no connection to the MQTT broker");
        try (Probe probe = new Probe(broker.uri(), TOPIC)) {
            connect();
            stream.deliver(alert("a", Phase.START));
            stream.deliver(alert("b", Phase.START));
            assertThat(probe.next()).contains("\"id\":\"a\"");
            assertThat(probe.next()).contains("\"id\":\"b\"");
        }
    }

    @Test
    void whatTheBrokerHasNotAcknowledgedIsNotDeliveredAndNotSentTwice() throws Exception {
        connect();
        try (Probe probe = new Probe(broker.uri(), TOPIC)) {
            stream = new AlertStream(bus, CLOCK, Duration.ofMillis(50));
            broker.freeze();
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> stream.deliver(alert("a", Phase.START)))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("has not acknowledged");
            }
            broker.thaw();
            for (String id : List.of("a", "b")) {
                while (!delivered(id)) {
                    Thread.onSpinWait();
                }
            }
            assertThat(probe.next()).contains("\"id\":\"a\"");
            assertThat(probe.next()).contains("\"id\":\"b\"");
        }
    }

    private boolean delivered(String id) {
        try {
            stream.deliver(alert(id, Phase.START));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
