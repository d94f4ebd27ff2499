// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import static io.soribit.notify.mqtt.Sounds.doorbell;
import static org.assertj.core.api.Assertions.assertThat;

import io.soribit.api.Alert;
import io.soribit.api.Phase;
import io.soribit.api.Urgency;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.mqtt.MqttMessageBus;
import io.soribit.mqtt.Probe;
import io.soribit.mqtt.link.BusSettings;
import io.soribit.testkit.Mosquitto;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Alerts at a real broker. */
@Timeout(240)
class AlertTopicsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T20:15:31Z");

    @TempDir Path folder;
    private Mosquitto broker;
    private MqttMessageBus bus;
    private final Desk desk = new Desk();

    @BeforeEach
    void start() throws Exception {
        broker = new Mosquitto(folder);
        bus = new MqttMessageBus(new BusSettings("hub", "soribit-hub", "", ""));
    }

    @AfterEach
    void stop() throws Exception {
        bus.close();
        broker.close();
    }

    private void connect() throws Exception {
        bus.broker(broker.uri());
        awaitSubscriptions();
    }

    /** All that was subscribed before is known to the broker when this returns. */
    private void awaitSubscriptions() throws Exception {
        CountDownLatch ready = new CountDownLatch(1);
        try (var unused = bus.subscribe("ready", (topic, payload, retained) -> ready.countDown())) {
            bus.publish("ready", "", 1, false);
            assertThat(ready.await(90, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static AlertChange change(String id, AlertState state, String who) {
        Alert alert =
                new Alert(id, doorbell(id, Phase.START, true, "hall", "attic"), Urgency.EMERGENCY);
        return new AlertChange(alert, state, NOW, who);
    }

    @Test
    void anAlertIsRetainedWhileItGoesOn() throws Exception {
        connect();
        try (Probe probe = new Probe(broker.uri(), "soribit/hub/alert/+")) {
            AlertTopics topics = new AlertTopics(bus, desk);
            desk.publish(change("a", AlertState.RAISED, ""));
            assertThat(probe.next())
                    .isEqualTo(
                            "soribit/hub/alert/a {\"id\":\"a\",\"label\":\"doorbell\",\"names\":"
                                    + "{\"en\":\"Doorbell\",\"ko\":\"초인종\"},\"icon\":\"🔔\","
                                    + "\"colour\":\"#00C853\","
                                    + "\"urgency\":\"emergency\",\"rooms\":[\"hall\",\"attic\"],"
                                    + "\"onset\":\"2026-03-01T20:15:30.250Z\",\"times\":1,"
                                    + "\"acknowledgement\":false,\"detector\":\"model\","
                                    + "\"sound\":\"a\",\"state\":\"raised\","
                                    + "\"since\":\"2026-03-01T20:15:31Z\"}");
            desk.publish(change("a", AlertState.DELIVERED, "lamp"));
            AlertChange raised = change("a", AlertState.RAISED, "");
            desk.publish(
                    new AlertChange(
                            raised.alert(),
                            raised.state(),
                            NOW,
                            "",
                            List.of("Ada"),
                            List.of("Minsu")));
            assertThat(probe.next())
                    .contains("\"state\":\"raised\"")
                    .contains("\"seen_by\":[\"Ada\"],\"not_seen_by\":[\"Minsu\"]");
            desk.publish(change("a", AlertState.ACKNOWLEDGED, "Minsu"));
            assertThat(probe.next()).contains("\"state\":\"acknowledged\"", "\"by\":\"Minsu\"");
            try (Probe late = new Probe(broker.uri(), "soribit/hub/alert/+")) {
                assertThat(late.next()).contains("\"by\":\"Minsu\"").endsWith("(retained)");
            }
            desk.publish(change("a", AlertState.ENDED, ""));
            assertThat(probe.next()).isEqualTo("soribit/hub/alert/a ");
            topics.deactivate();
        }
        assertThat(desk.watchers).isEmpty();
    }

    @Test
    void whatAKilledHubLeftAtTheBrokerIsClearedAndWhatGoesOnStays() throws Exception {
        desk.active.add(change("on", AlertState.RAISED, ""));
        try (Probe before = new Probe(broker.uri())) {
            before.publish("soribit/hub/alert/old", "{}", true);
            before.publish("soribit/hub/alert/on", "{}", true);
        }
        try (Probe probe = new Probe(broker.uri(), "soribit/hub/alert/old")) {
            assertThat(probe.next()).endsWith("{} (retained)");
            connect();
            AlertTopics topics = new AlertTopics(bus, desk);
            assertThat(probe.next()).isEqualTo("soribit/hub/alert/old ");
            try (Probe late = new Probe(broker.uri(), "soribit/hub/alert/+")) {
                assertThat(late.next()).contains("\"id\":\"on\"").endsWith("(retained)");
            }
            try (Probe on = new Probe(broker.uri(), "soribit/hub/alert/on")) {
                assertThat(on.next()).endsWith("(retained)");
                topics.deactivate();
                assertThat(on.next()).isEqualTo("soribit/hub/alert/on ");
            }
        }
    }

    @Test
    void anyPayloadAcknowledgesButNotARetainedOne() throws Exception {
        try (Probe probe = new Probe(broker.uri())) {
            probe.publish("soribit/hub/alert/old/ack", "Minsu", true);
            connect();
            AlertTopics topics = new AlertTopics(bus, desk);
            awaitSubscriptions();
            probe.publish("soribit/hub/alert/a/ack", " Minsu ", false);
            assertThat(desk.acknowledged.poll(90, TimeUnit.SECONDS)).isEqualTo("a Minsu");
            probe.publish("soribit/hub/alert/b/ack", "", false);
            assertThat(desk.acknowledged.poll(90, TimeUnit.SECONDS)).isEqualTo("b MQTT");
            topics.deactivate();
        }
    }
}
