// SPDX-License-Identifier: Apache-2.0
package io.soribit.notify.mqtt;

import static io.soribit.notify.mqtt.Sounds.doorbell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.soribit.api.Alert;
import io.soribit.api.Phase;
import io.soribit.api.Urgency;
import io.soribit.api.hub.AlertChange;
import io.soribit.api.hub.AlertState;
import io.soribit.api.hub.HomeMode;
import io.soribit.api.hub.Modes;
import io.soribit.mqtt.MqttMessageBus;
import io.soribit.mqtt.Probe;
import io.soribit.mqtt.link.BusSettings;
import io.soribit.testkit.Mosquitto;
import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What people do over MQTT, at a real broker. */
@Timeout(240)
class ControlTopicsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T20:15:31Z");

    @TempDir Path folder;
    private Mosquitto broker;
    private MqttMessageBus bus;
    private final Desk desk = new Desk();
    private final House house = new House();

    /** The mode as a test sets it. */
    private static final class House implements Modes {
        final BlockingQueue<String> changes = new LinkedBlockingQueue<>();
        volatile Consumer<HomeMode> watcher = mode -> {};

        @Override
        public HomeMode mode() {
            return HomeMode.HOME;
        }

        @Override
        public void set(HomeMode mode, String by) {
            changes.add(mode + " " + by);
            watcher.accept(mode);
        }

        @Override
        public Watch watch(Consumer<HomeMode> next) {
            watcher = next;
            next.accept(HomeMode.HOME);
            return () -> watcher = mode -> {};
        }

        String next() throws InterruptedException {
            return String.valueOf(changes.poll(90, TimeUnit.SECONDS));
        }
    }

    /** Buttons as a person configures them. */
    private record Buttons(String[] acknowledge, String[] home, String[] sleep, String[] away)
            implements ButtonTopics.Config {
        @Override
        public Class<? extends Annotation> annotationType() {
            return ButtonTopics.Config.class;
        }
    }

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
        CountDownLatch ready = new CountDownLatch(1);
        try (var unused = bus.subscribe("ready", (topic, payload, retained) -> ready.countDown())) {
            bus.publish("ready", "", 1, false);
            assertThat(ready.await(90, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void press(String topic, String payload) {
        bus.publish(topic, payload, 1, false);
    }

    private static AlertChange change(String id, Urgency urgency, AlertState state, String who) {
        Alert alert = new Alert(id, doorbell(id, Phase.START, true, "hall", "attic"), urgency);
        return new AlertChange(alert, state, NOW, who);
    }

    @Test
    void theModeIsPublishedAndChanged() throws Exception {
        ControlTopics topics = new ControlTopics(bus, desk, house);
        connect();
        try (Probe probe = new Probe(broker.uri(), "soribit/hub/mode/state")) {
            assertThat(probe.next()).isEqualTo("soribit/hub/mode/state home (retained)");
            press("soribit/hub/mode/set", "holiday");
            press("soribit/hub/mode/set", " Sleep\n");
            assertThat(house.next()).isEqualTo("SLEEP MQTT");
            assertThat(probe.next()).isEqualTo("soribit/hub/mode/state sleep");
        }
        topics.deactivate();
    }

    @Test
    void allThatGoesOnIsAcknowledgedAtOnce() throws Exception {
        desk.active.add(change("a", Urgency.URGENT, AlertState.RAISED, ""));
        desk.active.add(change("b", Urgency.EMERGENCY, AlertState.ESCALATED, ""));
        ControlTopics topics = new ControlTopics(bus, desk, house);
        connect();
        press("soribit/hub/alert/ack", "Minsu");
        assertThat(desk.acknowledged.poll(90, TimeUnit.SECONDS)).isEqualTo("a Minsu");
        assertThat(desk.acknowledged.poll(90, TimeUnit.SECONDS)).isEqualTo("b Minsu");
        press("soribit/hub/alert/ack", "");
        assertThat(desk.acknowledged.poll(90, TimeUnit.SECONDS)).isEqualTo("a MQTT");
        topics.deactivate();
    }

    @Test
    void aTestIsRaised() throws Exception {
        ControlTopics topics = new ControlTopics(bus, desk, house);
        connect();
        press("soribit/hub/test", "nowhere");
        press("soribit/hub/test", "");
        assertThat(desk.tested.poll(90, TimeUnit.SECONDS)).isEqualTo("nowhere MQTT");
        assertThat(desk.tested.poll(90, TimeUnit.SECONDS)).isEqualTo(" MQTT");
        topics.deactivate();
    }

    @Test
    void retainedCommandsAreIgnored() throws Exception {
        connect();
        bus.publish("soribit/hub/mode/set", "away", 1, true);
        bus.publish("zigbee2mqtt/bed/action", "single", 1, true);
        connect(); // the broker has them
        ControlTopics topics = new ControlTopics(bus, desk, house);
        ButtonTopics buttons = buttons("zigbee2mqtt/bed/action");
        connect();
        press("soribit/hub/mode/set", "sleep");
        assertThat(house.next()).isEqualTo("SLEEP MQTT");
        assertThat(desk.acknowledged).isEmpty();
        buttons.deactivate();
        topics.deactivate();
    }

    private ButtonTopics buttons(String... acknowledge) {
        String[] none = {};
        return new ButtonTopics(
                bus,
                desk,
                house,
                new Buttons(acknowledge, none, new String[] {"zigbee2mqtt/bed:action=hold"}, none));
    }

    @Test
    void buttonsOfTheHouseAcknowledgeAndSetTheMode() throws Exception {
        desk.active.add(change("a", Urgency.URGENT, AlertState.RAISED, ""));
        ButtonTopics buttons =
                buttons("zigbee2mqtt/bed:action=single, zigbee2mqtt/+/x", "stat/desk/RESULT=ON");
        connect();
        for (String noise : new String[] {"", "{", "[]", "null", "{\"action\":\"\"}", "single"}) {
            press("zigbee2mqtt/bed", noise);
        }
        press("stat/desk/RESULT", "OFF");
        press("stat/desk/RESULT", "on");
        assertThat(desk.acknowledged.poll(90, TimeUnit.SECONDS)).isEqualTo("a stat/desk/RESULT");
        press("zigbee2mqtt/bed", "{\"action\":\"single\",\"battery\":80}");
        assertThat(desk.acknowledged.poll(90, TimeUnit.SECONDS)).isEqualTo("a zigbee2mqtt/bed");
        press("zigbee2mqtt/bed", "{\"action\":\"hold\"}");
        assertThat(house.next()).isEqualTo("SLEEP zigbee2mqtt/bed");
        assertThat(desk.acknowledged).isEmpty();
        buttons.deactivate();
    }

    @Test
    void aButtonSaysWhatItIs() {
        assertThat(Button.parse("a/b")).isEqualTo(new Button("a/b", "", ""));
        assertThat(Button.parse("a/b = ON")).isEqualTo(new Button("a/b", "", "ON"));
        assertThat(Button.parse("a/b : k = v")).isEqualTo(new Button("a/b", "k", "v"));
        assertThatThrownBy(() -> Button.parse("a/+/c")).hasMessageContaining("TOPIC:KEY=TEXT");
        assertThatThrownBy(() -> Button.parse("=x")).hasMessageContaining("TOPIC:KEY=TEXT");
    }

    @Test
    void oneTopicHasTheMostUrgentThatNobodyHasSeen() throws Exception {
        connect();
        AlertSummary summary = new AlertSummary(bus, desk);
        AlertTopics topics = new AlertTopics(bus, desk); // leaves the topics beside its own alone
        try (Probe probe = new Probe(broker.uri(), "soribit/hub/alert/state")) {
            assertThat(probe.next()).contains("{\"count\":0,\"unseen\":0}");
            desk.publish(change("fire", Urgency.EMERGENCY, AlertState.RAISED, ""));
            assertThat(probe.next()).contains("\"count\":1,\"unseen\":1,\"id\":\"fire\"");
            desk.publish(change("bell", Urgency.URGENT, AlertState.RAISED, ""));
            assertThat(probe.next()).contains("\"count\":2,\"unseen\":2,\"id\":\"fire\"");
            desk.publish(change("fire", Urgency.EMERGENCY, AlertState.ACKNOWLEDGED, "Minsu"));
            assertThat(probe.next()).contains("\"count\":2,\"unseen\":1,\"id\":\"bell\"");
            desk.publish(change("bell", Urgency.URGENT, AlertState.ENDED, ""));
            assertThat(probe.next())
                    .contains("\"count\":1,\"unseen\":0,\"id\":\"fire\"", "\"by\":\"Minsu\"");
            summary.deactivate();
            assertThat(probe.next()).contains("\"count\":0");
            topics.deactivate();
        }
    }
}
